using System.Collections.Frozen;
using System.Globalization;

namespace Sbm.Core.Sass.Values;

/// <summary>The functions that the common theme gives to its themes. Where one ends with an error there, it gives null.</summary>
internal static class CommonThemeFunctions
{
    /// <summary>The widest stroke that is written, of 10,201 shadows.</summary>
    internal const int WidestStroke = 50;

    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(["em", "strip-unit", "stroke", "get-mobile-size"]);

    internal static readonly SassFunction[] All =
    [
        new(null, null, "em", "pixels, context", static arguments =>
            arguments is [SassNumber pixels, SassNumber context] && SassOperations.Apply("/", pixels, context) is SassNumber { IsUnitless: true } em
                ? Text(SassNumber.Format(em.Value) + "em")
                : null),
        new(null, null, "strip-unit", "value", static arguments => arguments is [SassNumber number] ? new SassNumber(number.Value) : null),
        new(null, null, "stroke", "stroke, color", static arguments =>
            SassArguments.Integer(arguments[0]) is >= 0 and <= WidestStroke and var width ? Stroke(width, arguments[1]!) : null),
        new(null, null, "get-mobile-size", "value", static arguments =>
            arguments is [SassNumber number] ? Text(number.Value > 10 ? SassNumber.Format(number.Value - 20) + "px" : SassNumber.Format(number.Value - 1) + "em") : null),
    ];

    /// <param name="name">With <c>-</c> for <c>_</c>.</param>
    internal static bool IsCommon(string name) => Names.Contains(name);

    /// <summary>Whether what it gives is a text to Sass, with which it cannot compute.</summary>
    internal static bool GivesText(string name) => name is "em" or "get-mobile-size";

    // Shadows at all whole distances up to the width, from left to right and in that from above to below.
    private static SassList Stroke(int width, SassValue color)
    {
        var offsets = Enumerable.Range(-width, (2 * width) + 1).Select(static offset => Text(offset.ToString(CultureInfo.InvariantCulture) + "px")).ToList();
        return new SassList(
            [.. offsets.SelectMany(x => offsets.Select(y => new SassList([x, y, new SassNumber(0), color], ListSeparator.Space)))],
            ListSeparator.Comma);
    }

    private static SassString Text(string text) => new(text, IsQuoted: false);
}
