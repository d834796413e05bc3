using System.Globalization;
using System.Management.Automation;
using Sbm.Core;

namespace Sbm;

/// <summary>
/// Lets a parameter of type DateTimeOffset take a point in time, <c>today</c>, <c>yesterday</c>, or a span that counts back from
/// now (<c>7d</c> is seven days ago).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeAttribute : ArgumentTransformationAttribute
{
    private const DateTimeStyles Local = DateTimeStyles.AssumeLocal | DateTimeStyles.AllowWhiteSpaces;

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => ArgumentText.Of(inputData) switch
    {
        DateTimeOffset time => time,
        DateTime time => time == DateTime.MinValue ? DateTimeOffset.MinValue : new DateTimeOffset(time),
        string text when text.Trim().Equals("today", StringComparison.OrdinalIgnoreCase) => Midnight(0),
        string text when text.Trim().Equals("yesterday", StringComparison.OrdinalIgnoreCase) => Midnight(-1),
        var value when SpanAttribute.TryRead(value, out var ago) => Ago(ago),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Local, out var time) => time,
        var value when ArgumentText.HasLostItsSuffix(value) => throw new ArgumentTransformationMetadataException(SpanAttribute.FaultOf(value)),
        var other => throw new ArgumentTransformationMetadataException(
            $"'{VisibleText.Of(Convert.ToString(other, CultureInfo.InvariantCulture) ?? string.Empty)}' is neither a date (2026-01-31, '2026-01-31 14:00', today, yesterday) nor a span back from now ({TimeText.SpanForms})."),
    };

    private static DateTimeOffset Midnight(int days) => new(TimeProvider.System.GetLocalNow().Date.AddDays(days));

    private static DateTimeOffset Ago(TimeSpan span)
    {
        var now = TimeProvider.System.GetLocalNow();
        var back = span == TimeSpan.MinValue ? TimeSpan.MaxValue : span.Duration();
        return now - DateTimeOffset.MinValue > back ? now - back : DateTimeOffset.MinValue;
    }
}
