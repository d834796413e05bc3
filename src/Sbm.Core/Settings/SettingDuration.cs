using System.Globalization;

namespace Sbm.Core.Settings;

/// <summary>Reads a setting that is a duration: seconds (<c>2</c>, <c>0.5</c>) or <c>hh:mm:ss</c>.</summary>
internal static class SettingDuration
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <exception cref="SbmException"><c>InvalidSetting</c>: no duration, or not from 0 to 60 seconds.</exception>
    internal static TimeSpan Parse(SettingText found)
    {
        const string Expected = "seconds from 0 to 60 (2, 0.5) or hh:mm:ss (00:00:02)";
        var text = found.Text.Trim();
        TimeSpan? duration = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null
            : TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) ? span : null;
        return duration >= TimeSpan.Zero && duration <= Longest
            ? duration.Value
            : throw found.NotUnderstood($"'{found.Text}' is no such duration", Expected);
    }
}
