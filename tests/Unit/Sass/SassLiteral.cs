using System.Globalization;
using System.Text.RegularExpressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Unit.Sass;

/// <summary>Reads the few literals that the tests write, so that a test shows Sass and no constructors.</summary>
internal static partial class SassLiteral
{
    internal static SassValue Read(string text)
    {
        text = text.Trim();
        if (Number().Match(text) is { Success: true } number)
        {
            return new SassNumber(double.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture), number.Groups[2].Value);
        }

        return text switch
        {
            "null" => SassNull.Instance,
            "true" or "false" => SassBoolean.Of(text == "true"),
            "()" => new SassList([], ListSeparator.Comma),
            ['"', .. var content, '"'] => new SassString(content, IsQuoted: true),
            ['(', .. var content, ')'] when content.Contains(':', StringComparison.Ordinal) =>
                new SassMap([.. content.Split(',').Select(ReadEntry)]),
            ['(', .. var content, ')'] => ReadList(content),
            ['[', .. var content, ']'] => ReadList(content) with { IsBracketed = true },
            _ => SassColor.FromHex(text) ?? SassColor.FromName(text) ?? (SassValue)new SassString(text, IsQuoted: false),
        };
    }

    /// <summary>Calls a function with arguments as they are written: <c>mix(red, blue, $weight: 25%)</c>.</summary>
    internal static SassValue? Call(string call)
    {
        var open = call.IndexOf('(', StringComparison.Ordinal);
        var arguments = Split(call[(open + 1)..^1]).ToList();
        var positional = arguments.Where(static argument => argument[0] != '$').Select(ReadOrCall).ToList();
        var named = arguments.Where(static argument => argument[0] == '$').Select(static argument => argument[1..].Split(": ", 2))
            .ToDictionary(static pair => pair[0], static pair => ReadOrCall(pair[1]));
        return call[..open].Split('.') switch
        {
            [var module, var name] => SassFunctions.CallModule(module, name, positional, named),
            [var name] => SassFunctions.Call(name, positional, named),
            _ => throw new ArgumentException(call),
        };
    }

    private static SassValue ReadOrCall(string text) =>
        SassFunctions.IsBuiltIn(text.Split('(')[0]) && text[^1] == ')' ? Call(text)! : Read(text);

    private static SassList ReadList(string content) => content.Contains(',', StringComparison.Ordinal)
        ? new SassList([.. content.TrimEnd(',').Split(',').Select(Read)], ListSeparator.Comma)
        : new SassList([.. content.Split(' ').Select(Read)], ListSeparator.Space);

    private static KeyValuePair<SassValue, SassValue> ReadEntry(string entry) =>
        KeyValuePair.Create(Read(entry.Split(": ")[0]), Read(entry.Split(": ")[1]));

    // At the commas outside parentheses.
    private static IEnumerable<string> Split(string arguments) => ArgumentEnd().Split(arguments).Where(static text => text.Length > 0);

    [GeneratedRegex(@"^([-+]?(?:\d*\.)?\d+)([a-zA-Z]*|%)$")]
    private static partial Regex Number();

    [GeneratedRegex(@", (?![^(]*\))")]
    private static partial Regex ArgumentEnd();
}
