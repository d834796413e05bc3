using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>Functions that an output gets where the current Sass would go on with another colour than the Sass of legacy themes did.</summary>
internal static class LegacyColors
{
    /// <summary>Gives whole channels.</summary>
    internal const string Whole = "legacy-rgb";

    /// <summary>Gives a colour of hue, saturation and lightness.</summary>
    internal const string Hued = "legacy-hsl";

    private static readonly Dictionary<string, string> Texts = new()
    {
        [Whole] = $$"""
            @use "sass:color";
            // As the Sass of legacy themes: whole channels, half of one rounded up even where a hair is missing
            @function {{Whole}}($color) {
              @if type-of($color) == color {
                $whole: ();
                @each $channel in "red", "green", "blue" {
                  $whole: map-merge($whole, ($channel: round(color.channel($color, $channel, $space: rgb) + 1e-9)));
                }
                @return change-color(color.to-space($color, rgb), $whole...);
              }
              @return $color;
            }
            """,
        [Hued] = $$"""
            @use "sass:color";
            // As the Sass of legacy themes: a grey remembers its hue, and nothing is beyond 100%
            @function {{Hued}}($color) {
              @if type-of($color) == color {
                $color: color.to-space($color, hsl);
                @if max(saturation($color), lightness($color)) > 100% or min(saturation($color), lightness($color)) < 0% {
                  @return hsl(hue($color), min(100%, max(0%, saturation($color))), min(100%, max(0%, lightness($color))), alpha($color));
                }
              }
              @return $color;
            }
            """,
    };

    /// <summary>Its definition, with what that needs.</summary>
    internal static List<ScssNode> Define(string name)
    {
        var nodes = ScssReader.Read(new ScssSource(name, Texts[name])).Children;
        nodes.OfType<ScssComment>().First().Leading = "\n\n";
        return nodes;
    }
}
