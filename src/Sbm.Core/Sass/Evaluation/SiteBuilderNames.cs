using System.Collections.Frozen;

namespace Sbm.Core.Sass.Evaluation;

/// <summary>The names of Site Builder's custom properties, where they differ from those of the common theme's variables.</summary>
internal static class SiteBuilderNames
{
    private static readonly FrozenDictionary<string, string> Renamed = Rename(
        (["primary", "secondary", "cta"], ["bg", "color", "hover-bg", "hover-color"]),
        (["outline"], ["color", "hoverbg", "hovercolor"]),
        (["small", "large"], ["weight", "size", "padding"]),
        (["dark"], ["bg", "color"]));

    /// <param name="variable">Without <c>$</c>, with <c>-</c> for <c>_</c>.</param>
    /// <returns>With <c>--</c>.</returns>
    internal static string CustomProperty(string variable) => "--" + Renamed.GetValueOrDefault(variable, variable);

    private static FrozenDictionary<string, string> Rename(params (string[] Buttons, string[] Ends)[] names) => names
        .SelectMany(static group => group.Buttons.SelectMany(button => group.Ends.Select(end => (button, end))))
        .ToFrozenDictionary(static name => $"{name.button}-button-{name.end}", static name => $"{name.button}button-{name.end}");
}
