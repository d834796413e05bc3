using System.Text.RegularExpressions;

namespace Sbm.Unit.Scss;

/// <summary>
/// Damage done to a text by chance: characters and tokens go, come, come twice or change places, and the text ends early.
/// </summary>
internal static partial class ScssMutation
{
    private static readonly string[] Pieces =
    [
        "{", "}", "(", ")", "[", "]", ";", ":", ",", "\"", "'", "#{", "#", "/*", "*/", "//", "\\", "@", "$", "&", "%", "!", "\n", " ", "\0", "\uD800",
        "url(", "@include ", "@if ", "@else ", "@mixin m(", "@extend ", "@import ", "@media ", "@function ", "@return ", "!default", "--x:", "$a: ", "calc(",
    ];

    internal static string Mutate(string text, Random random)
    {
        var tokens = random.Next(2) == 0 ? [.. text.Select(static c => c.ToString())] : Token().Matches(text).Select(static token => token.Value).ToList();
        for (var changes = random.Next(1, 5); changes > 0 && tokens.Count > 0; changes--)
        {
            Change(tokens, random);
        }

        return string.Concat(tokens);
    }

    private static void Change(List<string> tokens, Random random)
    {
        var (at, other) = (random.Next(tokens.Count), random.Next(tokens.Count));
        switch (random.Next(9))
        {
            case 0 or 1:
                tokens.RemoveAt(at);
                break;
            case 2 or 3:
                tokens.Insert(at, Pieces[random.Next(Pieces.Length)]);
                break;
            case 4:
                tokens.Insert(at, tokens[at]);
                break;
            case 5 or 6:
                tokens.Insert(at, tokens[other]);
                break;
            case 7:
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            default:
                tokens.RemoveRange(at, tokens.Count - at);
                break;
        }
    }

    [GeneratedRegex(@"[\w-]+|\s+|[^\w\s-]", RegexOptions.Singleline)]
    private static partial Regex Token();
}
