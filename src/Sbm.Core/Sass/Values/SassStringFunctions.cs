namespace Sbm.Core.Sass.Values;

/// <summary>Functions of strings. A position counts code points from 1, or from the end with -1.</summary>
internal static class SassStringFunctions
{
    internal static readonly SassFunction[] All =
    [
        Of("quote", "quote", static text => text with { IsQuoted = true }),
        Of("unquote", "unquote", static text => text with { IsQuoted = false }),
        Of("to-upper-case", "to-upper-case", static text => Map(text, char.IsAsciiLetterLower, char.ToUpperInvariant)),
        Of("to-lower-case", "to-lower-case", static text => Map(text, char.IsAsciiLetterUpper, char.ToLowerInvariant)),
        Of("length", "str-length", static text => new SassNumber(text.Text.EnumerateRunes().Count())),
        new("string", "index", "str-index", "string, substring", Index),
        new("string", "slice", "str-slice", "string, start-at, end-at?", Slice),
        new("string", "insert", "str-insert", "string, insert, index", Insert),
    ];

    private static SassFunction Of(string name, string globalName, Func<SassString, SassValue> compute) =>
        new("string", name, globalName, "string", arguments => arguments is [SassString text] ? compute(text) : null);

    private static SassValue? Index(SassValue?[] arguments)
    {
        if (arguments is not [SassString text, SassString part])
        {
            return null;
        }

        var at = text.Text.IndexOf(part.Text, StringComparison.Ordinal);
        return at < 0 ? SassNull.Instance : new SassNumber(text.Text[..at].EnumerateRunes().Count() + 1);
    }

    private static SassString? Slice(SassValue?[] arguments)
    {
        if (arguments is not [SassString text, var startAt, var endAt]
            || SassArguments.Integer(startAt) is not { } start
            || SassArguments.Integer(endAt ?? new SassNumber(-1)) is not { } end)
        {
            return null;
        }

        var runes = text.Text.EnumerateRunes().ToArray();
        var skipped = Math.Max(FromStart(start, runes.Length) - 1, 0);
        var taken = FromStart(end, runes.Length) - skipped;
        return text with { Text = string.Concat(runes.Skip(skipped).Take(taken)) };
    }

    private static SassString? Insert(SassValue?[] arguments)
    {
        if (arguments is not [SassString text, SassString insert, var at] || SassArguments.Integer(at) is not { } index)
        {
            return null;
        }

        var runes = text.Text.EnumerateRunes().ToArray();

        // What is inserted stands at the position in the result, thus from the end behind the character that stood there.
        var before = index < 0 ? FromStart(index, runes.Length) : index - 1;
        before = Math.Clamp(before, 0, runes.Length);
        return text with { Text = string.Concat(runes.Take(before)) + insert.Text + string.Concat(runes.Skip(before)) };
    }

    private static int FromStart(int position, int length) => position < 0 ? length + position + 1 : position;

    // Sass changes the letters of ASCII alone.
    private static SassString Map(SassString text, Func<char, bool> isMapped, Func<char, char> map) =>
        text with { Text = string.Concat(text.Text.Select(c => isMapped(c) ? map(c) : c)) };
}
