using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// The Sass of legacy themes gave the colours that <c>mix()</c> makes whole channels, with which it went on computing; the current one keeps
/// fractions, so that <c>darken(mix(…), 5%)</c> is another colour. What only Sass can compute is given a <c>mix()</c> that rounds.
/// </summary>
internal static class RoundedMix
{
    private const string Function = """
        @use "sass:color";
        // As the Sass of legacy themes: whole channels
        @function mix($color1, $color2, $weight: 50%) {
          $mixed: color.mix($color1, $color2, $weight);
          @return change-color($mixed, $red: red($mixed), $green: green($mixed), $blue: blue($mixed));
        }
        """;

    /// <summary>Puts it at the top of an output that calls it, unless the theme has a function of that name.</summary>
    internal static void PutIn(List<ScssNode> nodes, ThemeDefinitions definitions)
    {
        if (!definitions.IsFunction("mix") && Mentions.In(nodes).Functions.Contains("mix"))
        {
            nodes.InsertRange(0, ScssReader.Read(new ScssSource("mix", Function)).Children);
        }
    }
}
