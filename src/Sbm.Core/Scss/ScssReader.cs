namespace Sbm.Core.Scss;

/// <summary>
/// Reads SCSS into a tree that keeps every byte. Goes through the text once; what it holds open is on a stack of its own, so
/// no nesting can exhaust the thread's.
/// </summary>
public sealed class ScssReader
{
    private readonly ScssSource _source;
    private readonly string _text;
    private readonly bool _isCss; // which has no line comments
    private int _at;

    private ScssReader(ScssSource source) => (_source, _text, _isCss) = (source, source.Text, source.Name.EndsWith(".css", StringComparison.OrdinalIgnoreCase));

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
            if (_at == _text.Length)
            {
                if (open.TryPeek(out var unclosed))
                {
                    throw _source.Error(unclosed.Offset, $"the block of '{unclosed.Summary}' is never closed");
                }

                sheet.Trailing = leading;
                return sheet;
            }

            if (_text[_at] == '}')
            {
                if (!open.TryPop(out var closed))
                {
                    throw _source.Error(_at, "this '}' closes nothing");
                }

                closed.BeforeEnd = leading;
                closed.End = ++_at;
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
        var start = _at;
        while (_at < _text.Length && (char.IsWhiteSpace(_text[_at]) || _text[_at] == '\uFEFF'))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private ScssNode ReadNode(string leading)
    {
        var start = _at;
        if (StartsLineComment(_at))
        {
            _at = ScssText.EndOfLine(_text, _at);
            return new ScssComment { Leading = leading, Source = _source, Offset = start, End = _at, Text = _text[start.._at] };
        }

        if (ScssText.StartsComment(_text, _at))
        {
            _at = EndOrError(ScssText.EndOfComment(_text, _at), start, "this comment is never closed");
            return new ScssComment { Leading = leading, Source = _source, Offset = start, End = _at, Text = _text[start.._at] };
        }

        return ReadStatementOrBlock(leading);
    }

    private bool StartsLineComment(int at) => !_isCss && ScssText.StartsLineComment(_text, at);

    private ScssNode ReadStatementOrBlock(string leading)
    {
        var start = _at;
        if (EndOfCssFunction() is > 0 and var endOfFunction)
        {
            _at = endOfFunction;
            return new ScssStatement { Leading = leading, Source = _source, Offset = start, End = _at, Text = _text[start.._at], HasSemicolon = false };
        }

        var contentEnd = SkipToEnd(start);
        var end = _at < _text.Length ? _text[_at] : '}';
        if (end == '{')
        {
            // A comment after a selector belongs to it; one after a declaration comes after its semicolon.
            contentEnd = start + _text.AsSpan(start, _at - start).TrimEnd().Length;
        }

        var text = _text[start..contentEnd];
        var space = _text[contentEnd.._at];
        if (end == '{')
        {
            _at++;
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
            _at++;
        }

        return new ScssStatement
        {
            Leading = leading,
            Source = _source,
            Offset = start,
            End = _at,
            Text = text,
            BeforeEnd = space,
            HasSemicolon = end == ';',
        };
    }

    // "@function --name() { result: … }" is CSS's own, unless Sass returns from it.
    private int EndOfCssFunction()
    {
        const string Function = "@function";
        if (!_text.AsSpan(_at).StartsWith(Function, StringComparison.OrdinalIgnoreCase) || !_text.AsSpan(_at + Function.Length).TrimStart().StartsWith("--"))
        {
            return -1;
        }

        var depth = 0;
        for (var i = _at; i < _text.Length; i = ScssList.EndOfPiece(_text, i))
        {
            depth += _text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (_text[i] == '}' && depth <= 0)
            {
                return _text.AsSpan(_at, i - _at).Contains("@return", StringComparison.OrdinalIgnoreCase) ? -1 : i + 1;
            }
        }

        return -1;
    }

    // Stops at the ';', '{' or '}' that ends what begins at start. Returns where its text ends, before comments and white space.
    private int SkipToEnd(int start)
    {
        var contentEnd = start;
        var parentheses = new Stack<int>();
        var isRaw = false; // the value of a custom property, in which braces are text
        var isCustomProperty = _text.AsSpan(start).StartsWith("--");
        while (_at < _text.Length)
        {
            var first = _at;
            switch (_text[_at])
            {
                case ';' or '{' or '}' when parentheses.Count == 0 && !(isRaw && _text[_at] == '{'):
                    return contentEnd;
                case '}' when !isRaw && _text[parentheses.Peek()] != '{':
                    throw _source.Error(parentheses.Peek(), $"this '{_text[parentheses.Peek()]}' is never closed");
                case '(' or '[':
                case '{': // text, in a custom property or in parentheses: -a-calc({[]})
                    parentheses.Push(_at++);
                    break;
                case ')' or ']':
                case '}':
                    Close(parentheses);
                    break;
                case ':' when isCustomProperty && !isRaw && parentheses.Count == 0:
                    isRaw = true;
                    _at++;
                    SkipRawBlock(start);
                    break;
                default:
                    SkipOne(isRaw);
                    break;
            }

            if (!char.IsWhiteSpace(_text[first]) && !IsComment(first, isRaw))
            {
                contentEnd = _at;
            }
        }

        if (parentheses.TryPeek(out var open))
        {
            throw _source.Error(open, $"this '{_text[open]}' is never closed");
        }

        return contentEnd;
    }

    private void Close(Stack<int> parentheses)
    {
        if (!parentheses.TryPop(out var open))
        {
            throw _source.Error(_at, $"this '{_text[_at]}' closes nothing");
        }

        if (_text[_at] != _text[open] switch { '(' => ')', '[' => ']', _ => '}' })
        {
            throw _source.Error(_at, $"this '{_text[_at]}' does not close the '{_text[open]}' that is open");
        }

        _at++;
    }

    private bool IsComment(int at, bool isRaw) =>
        ScssText.StartsComment(_text, at) || (!isRaw && StartsLineComment(at));

    // A custom property may hold a whole block: --theme: { … };
    private void SkipRawBlock(int start)
    {
        var at = _at;
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
        {
            at++;
        }

        if (at == _text.Length || _text[at] != '{')
        {
            return;
        }

        var depth = 0;
        for (_at = at; _at < _text.Length;)
        {
            depth += _text[_at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (_text[_at] is '{' or '}')
            {
                _at++;
                if (depth == 0)
                {
                    return;
                }
            }
            else
            {
                SkipOne(isRaw: true);
            }
        }

        throw _source.Error(start, "the block of this custom property is never closed");
    }

    private void SkipOne(bool isRaw)
    {
        var start = _at;
        switch (_text[_at])
        {
            case '"' or '\'':
                _at = EndOrError(ScssText.EndOfString(_text, _at), start, "this string is never closed");
                break;
            case '#' when ScssText.IsInterpolation(_text, _at):
                _at = EndOrError(ScssText.EndOfInterpolation(_text, _at), start, "this '#{' is never closed");
                break;
            case '/' when ScssText.StartsComment(_text, _at):
                _at = EndOrError(ScssText.EndOfComment(_text, _at), start, "this comment is never closed");
                break;
            case '/' when !isRaw && StartsLineComment(_at):
                _at = ScssText.EndOfLine(_text, _at);
                break;
            case 'u' or 'U' when ScssText.StartsBareUrl(_text, _at) && ScssText.EndOfBareUrl(_text, _at) is > 0 and var end:
                _at = end;
                break;
            case '\\':
                _at = Math.Min(_at + 2, _text.Length);
                break;
            default:
                _at++;
                break;
        }
    }

    private int EndOrError(int end, int start, string message) => end < 0 ? throw _source.Error(start, message) : end;

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
