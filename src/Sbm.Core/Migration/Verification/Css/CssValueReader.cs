using System.Globalization;

namespace Sbm.Core.Migration.Verification.Css;

/// <summary>Reads a value, or the condition of an at-rule, to its parts. White space and comments separate and mean nothing else.</summary>
internal sealed class CssValueReader
{
    private readonly string _text;
    private int _at;

    private CssValueReader(string text) => _text = text;

    internal static IReadOnlyList<CssComponent> Read(string value) => new CssValueReader(value).ReadTo(null);

    private List<CssComponent> ReadTo(char? end)
    {
        var parts = new List<CssComponent>();
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c == end)
            {
                _at++;
                break;
            }

            if (char.IsWhiteSpace(c))
            {
                _at++;
            }
            else if (CssText.IsCommentAt(_text, _at))
            {
                _at = CssText.EndOfComment(_text, _at);
            }
            else
            {
                parts.Add(ReadPart(c));
            }
        }

        return parts;
    }

    private CssComponent ReadPart(char c)
    {
        switch (c)
        {
            case '"' or '\'':
                return new CssString(Unquoted(Take(CssText.EndOfPiece(_text, _at))));
            case '(' or '[' or '{':
                _at++;
                return new CssFunction(c == '(' ? string.Empty : c.ToString(), ReadTo(c switch { '(' => ')', '[' => ']', _ => '}' }));
            case '#':
                var hash = CssText.WithoutEndsOfEscapes(Take(EndOfName(_at + 1)));
                return CssColor.OfHex(hash[1..]) is { } color ? color : new CssWord(hash);
            case var _ when CssText.IsBareUrlAt(_text, _at):
                return new CssAddress(Take(CssText.EndOfPiece(_text, _at))[4..].TrimEnd(')').Trim());
            case var _ when EndOfNumber() is > 0 and var end:
                return ReadNumber(end);
            case var _ when IsName():
                return ReadName();
            default:
                return new CssWord(Take(_at + 1));
        }
    }

    private CssComponent ReadName()
    {
        var name = CssText.WithoutEndsOfEscapes(Take(EndOfName(_at)));
        if (_at == _text.Length || _text[_at] != '(')
        {
            return NotFinite(name) is { } number ? number : new CssWord(name);
        }

        _at++;
        var arguments = ReadTo(')');
        return name.Equals("url", StringComparison.OrdinalIgnoreCase) && arguments is [CssString address]
            ? new CssAddress(address.Text)
            : new CssFunction(name.ToLowerInvariant(), arguments);
    }

    // The old Sass wrote "-Infinitypx", the current one writes "calc(-infinity * 1px)".
    private static CssSum? NotFinite(string name)
    {
        var amount = name[0] == '-' ? name[1..] : name;
        var (value, length) = amount.StartsWith("infinity", StringComparison.OrdinalIgnoreCase) ? (double.PositiveInfinity, 8)
            : amount.StartsWith("NaN", StringComparison.Ordinal) ? (double.NaN, 3)
            : (0, 0);
        return length == 0 ? null : CssSum.Of(name[0] == '-' ? -value : value, amount[length..].ToLowerInvariant());
    }

    private CssSum ReadNumber(int end)
    {
        var amount = double.Parse(Take(end), NumberStyles.Float, CultureInfo.InvariantCulture);
        var unit = _at < _text.Length && _text[_at] == '%' ? Take(_at + 1) : CssText.WithoutEndsOfEscapes(Take(EndOfName(_at))).ToLowerInvariant();
        var (factor, basic) = unit switch
        {
            "in" => (96, "px"),
            "cm" => (96 / 2.54, "px"),
            "mm" => (96 / 25.4, "px"),
            "q" => (96 / 101.6, "px"),
            "pt" => (96 / 72.0, "px"),
            "pc" => (16, "px"),
            "s" => (1000, "ms"),
            "turn" => (360, "deg"),
            "grad" => (0.9, "deg"),
            "rad" => (180 / Math.PI, "deg"),
            _ => (1.0, unit),
        };
        return CssSum.Of([(basic, amount * factor)]);
    }

    // A sign, digits, a fraction, an exponent; 0 if no number begins here.
    private int EndOfNumber()
    {
        var i = _at;
        i += _text[i] is '+' or '-' ? 1 : 0;
        var whole = EndOfDigits(i);
        var fraction = whole < _text.Length && _text[whole] == '.' ? EndOfDigits(whole + 1) : whole;
        var end = fraction > whole + 1 ? fraction : whole;
        if (end == i)
        {
            return 0;
        }

        if (end < _text.Length && _text[end] is 'e' or 'E')
        {
            var exponent = EndOfDigits(end + 1 < _text.Length && _text[end + 1] is '+' or '-' ? end + 2 : end + 1);
            end = char.IsAsciiDigit(_text[exponent - 1]) ? exponent : end;
        }

        return end;
    }

    private int EndOfDigits(int at)
    {
        while (at < _text.Length && char.IsAsciiDigit(_text[at]))
        {
            at++;
        }

        return at;
    }

    private bool IsName() => CssText.IsNameCharacter(_text[_at]) && !(_text[_at] == '-' && (_at + 1 == _text.Length || !CssText.IsNameCharacter(_text[_at + 1])));

    private int EndOfName(int at)
    {
        while (at < _text.Length && CssText.IsNameCharacter(_text[at]))
        {
            at = _text[at] == '\\' ? CssText.EndOfEscape(_text, at) : at + 1;
        }

        return Math.Min(at, _text.Length);
    }

    private string Take(int end)
    {
        var text = _text[_at..end];
        _at = end;
        return text;
    }

    private static string Unquoted(string text)
    {
        var unquoted = new System.Text.StringBuilder(text.Length);
        for (var i = 1; i < text.Length - 1;)
        {
            var end = text[i] == '\\' ? Math.Min(CssText.EndOfEscape(text, i), text.Length - 1) : i + 1;
            unquoted.Append(text[i] == '\\' ? CssText.Unescaped(text[(i + 1)..end]) : text[i..end]);
            i = end;
        }

        return unquoted.ToString();
    }
}
