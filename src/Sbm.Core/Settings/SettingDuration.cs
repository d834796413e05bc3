using System.Globalization;

namespace Sbm.Core.Settings;

/// <summary>Reads a setting that is a duration: seconds (<c>2</c>, <c>0.5</c>), <c>7d</c>, <c>12h</c>, <c>90m</c>, <c>30s</c>, or <c>hh:mm:ss</c>.</summary>
internal static class SettingDuration
{
    /// <exception cref="SbmException"><c>InvalidSetting</c>: no duration, or not from 0 to <paramref name="longest"/>.</exception>
    internal static TimeSpan Parse(SettingText found, TimeSpan longest)
    {
        var text = found.Text.Trim();
        var duration = OfNumber(text, longest)
            ?? (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) ? span : null);
        return duration >= TimeSpan.Zero && duration <= longest
            ? duration.Value
            : throw found.NotUnderstood(
                $"'{found.Text}' is no such duration",
                string.Create(CultureInfo.InvariantCulture, $"seconds (2, 0.5), a number with d, h, m or s (90m), or hh:mm:ss (00:00:02); from 0 to {longest.TotalSeconds} seconds"));
    }

    private static TimeSpan? OfNumber(string text, TimeSpan longest)
    {
        var seconds = text.Length == 0 ? 0 : char.ToLowerInvariant(text[^1]) switch { 'd' => 86400, 'h' => 3600, 'm' => 60, 's' => 1, _ => 0 };
        var number = seconds == 0 ? text : text[..^1];
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value * Math.Max(seconds, 1) <= longest.TotalSeconds
            ? TimeSpan.FromSeconds(value * Math.Max(seconds, 1))
            : null;
    }
}
