namespace Sbm.Core.Scss;

/// <summary>
/// Reads SCSS into a tree that keeps every byte. Goes through the text once; what it holds open is on a stack of its own, so
/// no nesting can exhaust the thread's.
/// </summary>
public sealed class ScssReader
{
    private readonly ScssSource _source;
    private readonly string _text;
    private readonly ScssCursor _cursor;

    private ScssReader(ScssSource source) => (_source, _text, _cursor) = (source, source.Text, new ScssCursor(source));

    /// <summary>Reads a sheet.</summary>
    /// <exception cref="SbmException">
    /// <c>ScssInvalid</c>: unbalanced braces or parentheses, an unterminated string or comment; the message begins with file,
    /// line and column.
    /// </exception>
    public static ScssSheet Read(ScssSource source) => new ScssReader(source).ReadSheet();

    private ScssSheet ReadSheet()
    {
        var sheet = new ScssSheet(_source);
        var open = new Stack<ScssBlock>();
        var children = sheet.Children;
        while (true)
        {
            var leading = ReadWhiteSpace();
            if (_cursor.At == _text.Length)
            {
                if (open.TryPeek(out var unclosed))
                {
                    throw _source.Error(unclosed.Offset, $"the block of '{unclosed.Summary}' is never closed");
                }

                sheet.Trailing = leading;
                return sheet;
            }

            if (_text[_cursor.At] == '}')
            {
                if (!open.TryPop(out var closed))
                {
                    throw _source.Error(_cursor.At, "this '}' closes nothing");
                }

                closed.BeforeEnd = leading;
                closed.End = ++_cursor.At;
                children = open.TryPeek(out var outer) ? outer.Children : sheet.Children;
                continue;
            }

            var node = ReadNode(leading);
            children.Add(node);
            if (node is ScssBlock block)
            {
                open.Push(block);
                children = block.Children;
                if (open.Count > ScssText.MaxDepth)
                {
                    throw _source.Error(block.Offset, $"more than {ScssText.MaxDepth} blocks are nested here");
                }
            }
        }
    }

    private string ReadWhiteSpace()
    {
        var start = _cursor.At;
        while (_cursor.At < _text.Length && (char.IsWhiteSpace(_text[_cursor.At]) || _text[_cursor.At] == '\uFEFF'))
        {
            _cursor.At++;
        }

        return _text[start.._cursor.At];
    }

    private ScssNode ReadNode(string leading)
    {
        var start = _cursor.At;
        if (_cursor.StartsLineComment(_cursor.At))
        {
            _cursor.At = ScssText.EndOfLine(_text, _cursor.At);
            return new ScssComment { Leading = leading, Source = _source, Offset = start, End = _cursor.At, Text = _text[start.._cursor.At] };
        }

        if (ScssText.StartsComment(_text, _cursor.At))
        {
            _cursor.At = _cursor.EndOrError(ScssText.EndOfComment(_text, _cursor.At), start, "this comment is never closed");
            return new ScssComment { Leading = leading, Source = _source, Offset = start, End = _cursor.At, Text = _text[start.._cursor.At] };
        }

        return ReadStatementOrBlock(leading);
    }

    private ScssNode ReadStatementOrBlock(string leading)
    {
        var start = _cursor.At;
        if (EndOfCssFunction() is > 0 and var endOfFunction)
        {
            _cursor.At = endOfFunction;
            return new ScssStatement { Leading = leading, Source = _source, Offset = start, End = _cursor.At, Text = _text[start.._cursor.At], HasSemicolon = false };
        }

        var contentEnd = _cursor.SkipToEnd(start);
        var end = _cursor.At < _text.Length ? _text[_cursor.At] : '}';
        if (end == '{')
        {
            // A comment after a selector belongs to it; one after a declaration comes after its semicolon.
            contentEnd = start + _text.AsSpan(start, _cursor.At - start).TrimEnd().Length;
        }

        var text = _text[start..contentEnd];
        var space = _text[contentEnd.._cursor.At];
        if (end == '{')
        {
            _cursor.At++;
            return new ScssBlock
            {
                Leading = leading,
                Source = _source,
                Offset = start,
                Prelude = text,
                BeforeBrace = space,
                IsPropertyNest = IsPropertyNest(text),
            };
        }

        if (end == ';')
        {
            _cursor.At++;
        }

        return new ScssStatement
        {
            Leading = leading,
            Source = _source,
            Offset = start,
            End = _cursor.At,
            Text = text,
            BeforeEnd = space,
            HasSemicolon = end == ';',
        };
    }

    // "@function --name() { result: … }" is CSS's own, unless Sass returns from it.
    private int EndOfCssFunction()
    {
        const string Function = "@function";
        if (!_text.AsSpan(_cursor.At).StartsWith(Function, StringComparison.OrdinalIgnoreCase) || !_text.AsSpan(_cursor.At + Function.Length).TrimStart().StartsWith("--"))
        {
            return -1;
        }

        var depth = 0;
        for (var i = _cursor.At; i < _text.Length; i = ScssList.EndOfPiece(_text, i))
        {
            depth += _text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (_text[i] == '}' && depth <= 0)
            {
                return _text.AsSpan(_cursor.At, i - _cursor.At).Contains("@return", StringComparison.OrdinalIgnoreCase) ? -1 : i + 1;
            }
        }

        return -1;
    }

    private static bool IsPropertyNest(string prelude)
    {
        var end = 0;
        while (end < prelude.Length && (PropertyCharacters.Contains(prelude[end]) || ScssText.IsInterpolation(prelude, end)))
        {
            end = ScssText.IsInterpolation(prelude, end) ? ScssText.EndOfInterpolation(prelude, end) : end + 1;
        }

        var colon = end + prelude.AsSpan(end).IndexOfAnyExcept(" \t\r\n");
        return end > 0
            && prelude.AsSpan(colon).StartsWith(":")
            && (colon == prelude.Length - 1 || char.IsWhiteSpace(prelude[colon + 1]));
    }

    private static readonly System.Buffers.SearchValues<char> PropertyCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
}
