using Sbm.Core.Sass.Expressions;

namespace Sbm.Core.Migration.Modules;

/// <summary><c>@include meta.load-css("url", $with: (…))</c></summary>
/// <param name="Url">What is loaded.</param>
/// <param name="Settings">What is set in it.</param>
internal sealed record LoadCssCall(string Url, ModuleSettings Settings)
{
    /// <summary>Whether an <c>@include</c> is one.</summary>
    internal static bool IsOne(SassDirective directive, FileScope scope) => directive.Target == "load-css"
        ? scope.Open.Exists(static module => module is SassModule { Name: "meta" })
        : directive.Target.EndsWith(".load-css", StringComparison.Ordinal)
            && directive.Target[..^".load-css".Length] is var name
            && (scope.Namespaces.TryGetValue(name, out var module) ? module is SassModule { Name: "meta" } : name == "meta");

    /// <returns>Null if only Sass can tell what is loaded, or what is set.</returns>
    internal static LoadCssCall? Read(string text, SassDirective directive, FileScope scope) =>
        SassExpressionReader.ReadArguments(text, directive.RestStart, text.Length) is var (arguments, _)
            && Find(arguments, "url", 0) is QuotedString { Parts.Count: 0 } url
            && ReadSettings(text, Find(arguments, "with", 1), scope) is { } settings
                ? new LoadCssCall(text[(url.Start + 1)..(url.End - 1)], settings)
                : null;

    private static SassExpression? Find(IReadOnlyList<Argument> arguments, string name, int place) =>
        (arguments.FirstOrDefault(argument => argument.Name == name) ?? (place < arguments.Count && arguments[place].Name is null ? arguments[place] : null))?.Value;

    // Null for a map that only Sass knows.
    private static ModuleSettings? ReadSettings(string text, SassExpression? with, FileScope scope)
    {
        var settings = new ModuleSettings();
        if (with is Parenthesized { Inner: null } or null)
        {
            return settings;
        }

        foreach (var (key, value) in (with as MapLiteral)?.Entries ?? [])
        {
            if (MetaCalls.Literal(text, new Argument(null, key, IsRest: false)) is not { } name)
            {
                return null;
            }

            settings.Values[name] = new SettingValue(text[value.Start..value.End], scope);
        }

        return with is MapLiteral ? settings : null;
    }
}
