using System.Globalization;
using System.Management.Automation;

namespace Sbm;

/// <summary>
/// Lets a parameter of type DateTimeOffset take a point in time, or a time span that counts back from now
/// (<c>7.00:00</c> is seven days ago).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            DateTimeOffset time => time,
            DateTime time => new DateTimeOffset(time),
            TimeSpan ago => Ago(ago),
            string text when text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var ago) => Ago(ago),
            string text when DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.AssumeLocal, out var time) => time,
            string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) => time,
            var other => throw new ArgumentTransformationMetadataException(
                $"'{other}' is neither a date (2026-01-31, '2026-01-31 14:00') nor a time span back from now (7.00:00 for seven days)."),
        };

    private static DateTimeOffset Ago(TimeSpan span)
    {
        var now = TimeProvider.System.GetLocalNow();
        var back = span.Duration();
        return now - DateTimeOffset.MinValue > back ? now - back : DateTimeOffset.MinValue;
    }
}
