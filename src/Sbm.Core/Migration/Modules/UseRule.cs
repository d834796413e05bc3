using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Modules;

/// <summary>A variable that <c>with (…)</c> sets.</summary>
/// <param name="Name">Without <c>$</c>, with <c>-</c> for <c>_</c>.</param>
/// <param name="Value">Its expression.</param>
/// <param name="IsDefault">Whether it gives way to one that comes from further out.</param>
internal readonly record struct ModuleSetting(string Name, string Value, bool IsDefault);

/// <summary><c>@use "url" as name with (…)</c> or <c>@forward "url" as name-* show a, $b with (…)</c></summary>
internal sealed class UseRule
{
    private const string Sass = "sass:";

    /// <summary>What it names.</summary>
    internal string Url { get; private init; } = string.Empty;

    /// <summary>The namespace of a use, <c>*</c> for none; the prefix of a forward.</summary>
    internal string Name { get; private init; } = string.Empty;

    /// <summary>What a forward shows, with <c>$</c> before variables; null for all.</summary>
    internal IReadOnlySet<string>? Shown { get; private init; }

    /// <summary>What a forward hides, likewise.</summary>
    internal IReadOnlySet<string> Hidden { get; private init; } = new HashSet<string>();

    internal IReadOnlyList<ModuleSetting> Settings { get; private init; } = [];

    /// <summary>The module of Sass itself that it names; null for a file.</summary>
    internal string? SassModule => Url.StartsWith(Sass, StringComparison.Ordinal) ? Url[Sass.Length..] : null;

    /// <param name="text">The statement.</param>
    /// <param name="directive">Its head.</param>
    /// <returns>Null if it cannot be read.</returns>
    internal static UseRule? Read(string text, SassDirective directive)
    {
        var at = directive.RestStart;
        if (at >= text.Length || text[at] is not ('"' or '\'') || ScssText.EndOfString(text, at) is not (> 0 and var end))
        {
            return null;
        }

        var url = text[(at + 1)..(end - 1)];
        var isForward = directive.Name == "forward";
        var name = After(text, end, "as") is { } aliasStart ? SassName.Unify(WordAt(text, aliasStart)) : isForward ? string.Empty : DefaultName(url);
        return new UseRule
        {
            Url = url,
            Name = isForward ? name.TrimEnd('*') : name,
            Shown = After(text, end, "show") is { } shown ? Names(text, shown) : null,
            Hidden = After(text, end, "hide") is { } hidden ? Names(text, hidden) : new HashSet<string>(),
            Settings = After(text, end, "with") is { } settings && settings < text.Length && text[settings] == '(' ? ReadSettings(text, settings) : [],
        };
    }

    // "parts/_buttons.scss" is buttons.
    private static string DefaultName(string url)
    {
        var name = url[(url.LastIndexOfAny(['/', ':']) + 1)..].TrimStart('_');
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return SassName.Unify(dot < 0 ? name : name[..dot]);
    }

    private static int? After(string text, int start, string word) =>
        SassDirective.IndexOfWord(text, start, word) is >= 0 and var at ? ScssText.SkipSpaceAndComments(text, at + word.Length) : null;

    private static string WordAt(string text, int at)
    {
        var end = at;
        while (end < text.Length && (ScssText.IsNameCharacter(text[end]) || text[end] is '*' or '$'))
        {
            end++;
        }

        return text[at..end];
    }

    private static HashSet<string> Names(string text, int at)
    {
        var names = new HashSet<string>();
        while (WordAt(text, at) is { Length: > 0 } name)
        {
            names.Add(SassName.Unify(name));
            at = ScssText.SkipSpaceAndComments(text, at + name.Length);
            if (at >= text.Length || text[at] != ',')
            {
                break;
            }

            at = ScssText.SkipSpaceAndComments(text, at + 1);
        }

        return names;
    }

    // They look like parameters with defaults.
    private static List<ModuleSetting> ReadSettings(string text, int open) =>
        [.. SassParameters.Read(text, open).Where(static setting => setting.DefaultStart >= 0).Select(setting =>
        {
            var declaration = ScssDeclaration.Read($"${setting.Name}: {text[setting.DefaultStart..setting.DefaultEnd]}")!.Value;
            return new ModuleSetting(
                setting.Name,
                text[setting.DefaultStart..setting.DefaultEnd][..(declaration.ValueEnd - declaration.ValueStart)],
                declaration.IsDefault);
        })];
}
