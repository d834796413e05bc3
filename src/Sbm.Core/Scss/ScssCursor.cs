namespace Sbm.Core.Scss;

/// <summary>
/// A place in a sheet, and how to get from it to where a statement ends: past strings, comments, interpolation and brackets, whatever they hold.
/// Whatever is never closed, or closes nothing, is an <see cref="SbmException"/>, <c>ScssInvalid</c>.
/// </summary>
internal sealed class ScssCursor(ScssSource source)
{
    private readonly ScssSource _source = source;
    private readonly string _text = source.Text;
    private readonly bool _isCss = source.Name.EndsWith(".css", StringComparison.OrdinalIgnoreCase); // which has no line comments

    internal int At { get; set; }

    internal bool StartsLineComment(int at) => !_isCss && ScssText.StartsLineComment(_text, at);

    /// <summary>Goes on to the <c>;</c>, <c>{</c> or <c>}</c> that ends what begins at <paramref name="start"/>.</summary>
    /// <returns>Where its text ends, before comments and white space.</returns>
    internal int SkipToEnd(int start)
    {
        var contentEnd = start;
        var parentheses = new Stack<int>();
        var isRaw = false; // the value of a custom property, in which braces are text
        var isCustomProperty = _text.AsSpan(start).StartsWith("--");
        while (At < _text.Length)
        {
            var first = At;
            switch (_text[At])
            {
                case ';' or '{' or '}' when parentheses.Count == 0 && !(isRaw && _text[At] == '{'):
                    return contentEnd;
                case '}' when !isRaw && _text[parentheses.Peek()] != '{':
                    throw _source.Error(parentheses.Peek(), $"this '{_text[parentheses.Peek()]}' is never closed");
                case '(' or '[':
                case '{': // text, in a custom property or in parentheses: -a-calc({[]})
                    parentheses.Push(At++);
                    break;
                case ')' or ']':
                case '}':
                    Close(parentheses);
                    break;
                case ':' when isCustomProperty && !isRaw && parentheses.Count == 0:
                    isRaw = true;
                    At++;
                    SkipRawBlock(start);
                    break;
                default:
                    SkipOne(isRaw);
                    break;
            }

            if (!char.IsWhiteSpace(_text[first]) && !IsComment(first, isRaw))
            {
                contentEnd = At;
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
            throw _source.Error(At, $"this '{_text[At]}' closes nothing");
        }

        if (_text[At] != _text[open] switch { '(' => ')', '[' => ']', _ => '}' })
        {
            throw _source.Error(At, $"this '{_text[At]}' does not close the '{_text[open]}' that is open");
        }

        At++;
    }

    private bool IsComment(int at, bool isRaw) =>
        ScssText.StartsComment(_text, at) || (!isRaw && StartsLineComment(at));

    // A custom property may hold a whole block: --theme: { … };
    private void SkipRawBlock(int start)
    {
        var at = At;
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
        {
            at++;
        }

        if (at == _text.Length || _text[at] != '{')
        {
            return;
        }

        var depth = 0;
        for (At = at; At < _text.Length;)
        {
            depth += _text[At] switch { '{' => 1, '}' => -1, _ => 0 };
            if (_text[At] is '{' or '}')
            {
                At++;
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
        var start = At;
        switch (_text[At])
        {
            case '"' or '\'':
                At = EndOrError(ScssText.EndOfString(_text, At), start, "this string is never closed");
                break;
            case '#' when ScssText.IsInterpolation(_text, At):
                At = EndOrError(ScssText.EndOfInterpolation(_text, At), start, "this '#{' is never closed");
                break;
            case '/' when ScssText.StartsComment(_text, At):
                At = EndOrError(ScssText.EndOfComment(_text, At), start, "this comment is never closed");
                break;
            case '/' when !isRaw && StartsLineComment(At):
                At = ScssText.EndOfLine(_text, At);
                break;
            case 'u' or 'U' when ScssText.StartsBareUrl(_text, At) && ScssText.EndOfBareUrl(_text, At) is > 0 and var end:
                At = end;
                break;
            case '\\':
                At = Math.Min(At + 2, _text.Length);
                break;
            default:
                At++;
                break;
        }
    }

    internal int EndOrError(int end, int start, string message) => end < 0 ? throw _source.Error(start, message) : end;
}
