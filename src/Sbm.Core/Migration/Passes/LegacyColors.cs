using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>Functions that an output gets where the current Sass would go on with another colour than the Sass of legacy themes did.</summary>
internal static class LegacyColors
{
    /// <summary>Gives whole channels.</summary>
    internal const string Whole = "legacy-rgb";

    /// <summary>Gives a colour of hue, saturation and lightness.</summary>
    internal const string Hued = "legacy-hsl";

    /// <summary>Gives a colour another alpha: <c>rgba()</c> of the current Sass forgets hue and saturation with it.</summary>
    internal const string Transparent = "legacy-alpha";

    private static readonly Dictionary<string, string> Texts = new()
    {
        [Whole] = $$"""
            @use "sass:color";
            // As the Sass of legacy themes: whole channels, half of one rounded up even where a hair is missing
            @function {{Whole}}($color) {
              @if type-of($color) == color {
                $whole: ();
                $changes: color.space($color) != rgb;
                @each $channel in "red", "green", "blue" {
                  $value: color.channel($color, $channel, $space: rgb);
                  $whole: map-merge($whole, ($channel: round($value + 1e-9)));
                  $changes: $changes or (map-get($whole, $channel) - $value) * 1e20 != 0; // a hair, too
                }
                @return if($changes, change-color(color.to-space($color, rgb), $whole...), $color);
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
        [Transparent] = $$"""
            @use "sass:color";
            // As rgba() in the Sass of legacy themes: hue and saturation stay
            @function {{Transparent}}($color, $alpha) {
              @if type-of($color) == color and type-of($alpha) == number {
                @return change-color($color, $alpha: min(1, max(0, if(unit($alpha) == "%", calc($alpha / 100%), $alpha))));
              }
              @return rgba($color, $alpha);
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
