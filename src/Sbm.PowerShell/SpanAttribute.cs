using System.Globalization;
using System.Management.Automation;
using Sbm.Core;

namespace Sbm;

/// <summary>Lets a parameter of type TimeSpan take <c>7d</c>, <c>12h</c>, <c>90m</c>, <c>30s</c> and a number of seconds.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SpanAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        TryRead(ArgumentText.Of(inputData), out var span) ? span : throw new ArgumentTransformationMetadataException(FaultOf(ArgumentText.Of(inputData)));

    internal static bool TryRead(object? value, out TimeSpan span)
    {
        span = value as TimeSpan? ?? default;
        return value is TimeSpan
            || (value is string text && TimeText.TryParseSpan(text, out span))
            || (value is int or long or double && TimeText.TryParseSpan(Convert.ToString(value, CultureInfo.InvariantCulture)!, out span));
    }

    internal static string FaultOf(object? value) => ArgumentText.HasLostItsSuffix(value)
        ? string.Create(CultureInfo.InvariantCulture, $"{value} may have been typed as {value}{(value is short ? 's' : 'd')}: give it in quotes, or a TimeSpan.")
        : $"'{VisibleText.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty)}' is no span of time: give {TimeText.SpanForms}.";
}
