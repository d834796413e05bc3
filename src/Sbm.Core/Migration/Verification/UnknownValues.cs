using Sbm.Core.Migration.Mixins;
using Sbm.Core.Migration.Passes;
using Sbm.Core.Migration.Verification.Css;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Verification;

/// <summary>Values for the variables that neither a theme nor its common theme declares, so that its source compiles.</summary>
internal static class UnknownValues
{
    private static readonly string[] OfColors = ["color", "bg", "background", "primary", "secondary", "cta", "text", "link", "hover", "border", "shadow"];
    private static readonly string[] OfSizes = ["size", "width", "height", "padding", "margin", "gutter", "radius", "space", "spacing", "gap", "breakpoint", "min", "max"];

    /// <summary>The names of such variables, without <c>$</c>.</summary>
    internal static List<string> NamesIn(string scss)
    {
        var mentioned = Mentions.In(ScssReader.Read(new ScssSource("source", scss)).Children);
        return [.. mentioned.Variables
            .Where(name => name.Length > 0 && !mentioned.Assigned.Contains(name) && !CommonTheme.Variables.ContainsKey(name) && !CommonThemeStandIn.Variables.Contains(name))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Assignments of them all: by their names first, then as lengths, then as colours.</summary>
    internal static IEnumerable<string> Guesses(List<string> names) => names.Count == 0 ? [string.Empty] :
    [
        Assign(names, static name => Says(name, OfColors) ? Color(name) : Says(name, OfSizes) ? "10px" : $"unquote(\"var(--{name})\")"),
        Assign(names, static _ => "10px"),
        Assign(names, Color),
    ];

    private static string Assign(List<string> names, Func<string, string> value) => string.Concat(names.Select(name => $"${name}: {value(name)} !default;\n"));

    private static bool Says(string name, string[] words) => name.Split('-').Any(words.Contains);

    // Two names, two colours, so that one in the place of the other is seen.
    private static string Color(string name) => $"#{name.Aggregate(17, static (sum, c) => ((sum * 31) + c) & 0xFFFFFF):x6}";
}
