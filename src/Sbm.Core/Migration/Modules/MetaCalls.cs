using Sbm.Core.Sass.Expressions;

namespace Sbm.Core.Migration.Modules;

/// <summary>Functions of <c>sass:meta</c> that ask for members of a module by name: <c>get-function("double", $module: "t")</c>.</summary>
internal static class MetaCalls
{
    /// <param name="text">The text that holds the call.</param>
    /// <param name="name">The function's name in it.</param>
    /// <param name="scope">What names mean there.</param>
    /// <param name="find">What a name means there, given with its sigil apart.</param>
    /// <param name="isHidden">Whether a name means nothing there although the output has it.</param>
    /// <returns>What takes the call's place, and where it ends; null for any other call.</returns>
    internal static (int End, string Text)? Replace(string text, NameReference name, FileScope scope, Func<string, string, Found?> find, Func<string, string, bool> isHidden)
    {
        var function = SassName.Unify(name.Name);
        if (PlaceOfModule(function) is not { } place
            || (name.Namespace is { } prefix && prefix != "meta" && scope.Namespaces.GetValueOrDefault(SassName.Unify(prefix)) is not SassModule { Name: "meta" })
            || SassExpressionReader.ReadArguments(text, name.End, text.Length) is not var (arguments, end))
        {
            return null;
        }

        var asked = Literal(text, arguments.FirstOrDefault(static argument => argument.Name is null or "name"));
        var moduleArgument = arguments.FirstOrDefault(static argument => argument.Name == "module") ?? (place < arguments.Count && arguments[place].Name is null ? arguments[place] : null);
        var module = Literal(text, moduleArgument);
        var call = name.Namespace is null ? string.Empty : "meta.";
        var result = module is null ? (asked is null ? null : Answer(function, call, asked, find, isHidden))
            : scope.Namespaces.GetValueOrDefault(module) switch
            {
                ThemeModule known => Answer(function, call, known, asked),
                SassModule sass => $"{text[name.Start..moduleArgument!.Value.Start]}\"{sass.Name}\"{text[moduleArgument.Value.End..end]}",
                _ => null,
            };
        return result is null ? null : (end, result);
    }

    private static int? PlaceOfModule(string function) => function switch
    {
        "module-variables" or "module-functions" or "module-mixins" => 0,
        "get-mixin" or "function-exists" or "mixin-exists" or "global-variable-exists" => 1,
        "get-function" or "variable-exists" => 2,
        _ => null,
    };

    private static string SigilOf(string function) => function.Contains("variable", StringComparison.Ordinal) ? "$" : function.Contains("mixin", StringComparison.Ordinal) ? "@" : string.Empty;

    // Without a module, of what means something else in the output.
    private static string? Answer(string function, string call, string asked, Func<string, string, Found?> find, Func<string, string, bool> isHidden)
    {
        var sigil = SigilOf(function);
        var isQuestion = function.EndsWith("-exists", StringComparison.Ordinal);
        return find(sigil, asked) switch
        {
            null => isQuestion && isHidden(sigil, asked) ? "false" : null,
            Member { GlobalName: var global } when global != asked => isQuestion ? $"{call}{function}(\"{global}\")" : Reference(call, sigil, global),
            SassMember sass when !isQuestion => $"{call}{function}(\"{sass.Name}\", $module: \"{sass.Module}\")",
            SassMember => "true",
            _ => null,
        };
    }

    private static string Reference(string call, string sigil, string name) => $"{call}get-{(sigil == "@" ? "mixin" : "function")}(\"{name}\")";

    private static string? Answer(string function, string call, ThemeModule module, string? asked)
    {
        var sigil = SigilOf(function);
        return function switch
        {
            "module-variables" => Map(module.NamesSeen(sigil).Select(name => (name, module.Find(sigil, name) is Member { GlobalName: var global } ? "$" + global : "null"))),
            "module-functions" or "module-mixins" => Map(module.NamesSeen(sigil).Select(name => (name, Found(name)!))),
            _ when asked is null => null,
            "get-function" or "get-mixin" => Found(asked),
            _ => module.Find(sigil, asked) is null ? "false" : "true",
        };

        string? Found(string name) => module.Find(sigil, name) is Member { GlobalName: var global } ? Reference(call, sigil, global) : null;
    }

    // Without entries, "()" would be a list.
    private static string Map(IEnumerable<(string Name, string Value)> entries) => !entries.Any() ? "map-remove((a: b), a)" : $"({string.Join(", ", entries.Select(static entry => $"\"{entry.Name}\": {entry.Value}"))})";

    /// <summary>The text of a string or word that holds no <c>#{}</c>, with <c>-</c> for <c>_</c>.</summary>
    internal static string? Literal(string text, Argument? argument) => argument?.Value switch
    {
        QuotedString { Parts.Count: 0 } quoted => SassName.Unify(text[(quoted.Start + 1)..(quoted.End - 1)]),
        Identifier { Parts.Count: 0 } word => SassName.Unify(text[word.Start..word.End]),
        _ => null,
    };
}
