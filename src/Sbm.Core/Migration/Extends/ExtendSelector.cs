using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Extends;

/// <summary>A class, an element, a pseudo-class …: what <c>@extend</c> can name.</summary>
internal sealed class SimpleSelector(string text)
{
    internal string Text { get; } = text;

    /// <summary>How specific the first extending selector is that it was written in; 0 if it was in none.</summary>
    internal int Source { get; set; }

    internal bool IsElement => Text[0] is not ('.' or '#' or '%' or ':' or '[') || ScssText.IsInterpolation(Text, 0);

    internal bool IsPseudoElement { get; } = text.StartsWith("::", StringComparison.Ordinal) || text is ":before" or ":after" or ":first-line" or ":first-letter";

    /// <summary>Whether two of its kind cannot be in one compound.</summary>
    internal bool IsUnique => IsPseudoElement || (Text[0] == '#' && !IsElement);

    internal bool IsUniversal => Text is "*" or "*|*";

    /// <summary>One bit that those of the same name have.</summary>
    internal ulong Bit { get; } = text is "*" or "*|*" ? 0 : 1UL << (string.GetHashCode(text, StringComparison.Ordinal) & 63);

    internal int Specificity => IsUniversal || Text.StartsWith(":where(", StringComparison.OrdinalIgnoreCase) ? 0
        : IsElement || IsPseudoElement ? 1
        : Text[0] == '#' ? 1_000_000 : 1_000;
}

/// <summary>A compound and what stands behind it: a combinator, or a blank, also at the end.</summary>
internal readonly record struct SelectorPart(SimpleSelector[] Simples, char Combinator = ' ');

/// <summary>One selector of a list, such as <c>.a &gt; .b:hover</c>. It is itself: two of the same text are two. Immutable.</summary>
internal sealed class ExtendSelector(SelectorPart[] parts, bool isOnNewLine = false)
{
    private string? _text;

    internal SelectorPart[] Parts { get; } = parts;

    internal bool IsOnNewLine { get; } = isOnNewLine;

    /// <summary>Its text, with the parts of each compound in one order.</summary>
    internal string Text => _text ??= string.Concat(Parts.Select(static part =>
        string.Concat(part.Simples.OrderBy(static simple => simple.IsElement ? 0 : simple.IsPseudoElement ? 2 : 1).ThenBy(static simple => simple.Text, StringComparer.Ordinal).Select(static simple => simple.Text))
        + (part.Combinator == ' ' ? " " : $" {part.Combinator} "))).TrimEnd();

    internal int Specificity { get; } = parts.Sum(static part => part.Simples.Sum(static simple => simple.Specificity));

    /// <summary>A bit for each name in it: what covers another has no bit that the other lacks.</summary>
    internal ulong Names { get; } = parts.Aggregate(0UL, static (names, part) => part.Simples.Aggregate(names, static (names, simple) => names | simple.Bit));

    internal IEnumerable<SimpleSelector> Simples => Parts.SelectMany(static part => part.Simples);

    internal bool HasPlaceholder => Simples.Any(static simple => simple.Text[0] == '%');

    internal bool HasAny(Predicate<string> isName)
    {
        foreach (var part in Parts)
        {
            foreach (var simple in part.Simples)
            {
                if (isName(simple.Text))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The selectors of a list, in each of the selectors around it; those that are not understood are left out.</summary>
    /// <param name="list">As before a rule's brace.</param>
    /// <param name="parents">The selectors of the rule around it.</param>
    /// <param name="isAtRoot">Whether it stands in them only where it says <c>&amp;</c>.</param>
    internal static List<ExtendSelector> Read(string list, IReadOnlyList<ExtendSelector> parents, bool isAtRoot)
    {
        var read = new List<ExtendSelector?>();
        var end = 0;
        foreach (var one in ScssList.Split(list))
        {
            var start = list.IndexOf(one, end, StringComparison.Ordinal);
            var isOnNewLine = end > 0 && start > end && list.AsSpan(end, start - end).Contains('\n');
            end = Math.Max(end, start + one.Length);
            var places = parents.Count == 0 ? [[]] : SelectorWeaving.Paths(Enumerable.Repeat(parents, Math.Max(1, one.Count(static c => c == '&'))));
            var simples = new Dictionary<int, SimpleSelector>(); // they are the same ones in each selector around them
            read.AddRange((places ?? []).Select(place => ReadOne(one, place, simples, isAtRoot, isOnNewLine)));
        }

        return [.. read.OfType<ExtendSelector>()];
    }

    // Each "&" is one of the selectors around it.
    private static ExtendSelector? ReadOne(string text, List<ExtendSelector> around, Dictionary<int, SimpleSelector> known, bool isAtRoot, bool isOnNewLine)
    {
        var parts = new List<SelectorPart>();
        var simples = new List<SimpleSelector>();
        var (leading, parents) = (' ', 0);
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c) || c is '>' or '+' or '~')
            {
                EndCompound();
                i++;
                if (char.IsWhiteSpace(c))
                {
                    continue;
                }

                if ((parts.Count == 0 ? leading : parts[^1].Combinator) != ' ')
                {
                    return null; // two combinators
                }

                (leading, parts) = parts.Count == 0 ? (c, parts) : (leading, [.. parts[..^1], parts[^1] with { Combinator = c }]);
            }
            else if (c == '&')
            {
                if (around.Count <= parents || simples.Count > 0 || leading != ' ' || around[parents] is not { Parts: [.., { Combinator: ' ' }] } parent)
                {
                    return null;
                }

                parents++;
                isOnNewLine |= parent.IsOnNewLine;
                parts.AddRange(parent.Parts[..^1]);
                simples.AddRange(parent.Parts[^1].Simples);
                var suffix = EndOfName(text, i + 1);
                if (suffix > i + 1)
                {
                    simples[^1] = new SimpleSelector(simples[^1].Text + text[(i + 1)..suffix]);
                }

                i = suffix;
            }
            else
            {
                var end = EndOfSimple(text, i);
                if (end == i || text.AsSpan(i, end - i).Contains('&'))
                {
                    return null;
                }

                simples.Add(known.TryGetValue(i, out var same) ? same : known[i] = new SimpleSelector(text[i..end]));
                i = end;
            }
        }

        EndCompound();
        if (parts.Count == 0)
        {
            return null;
        }

        if (around.Count == 0 || parents > 0 || isAtRoot)
        {
            return leading == ' ' ? new ExtendSelector([.. parts], isOnNewLine) : null;
        }

        var last = around[0].Parts[^1];
        return leading != ' ' && last.Combinator != ' ' ? null
            : new ExtendSelector([.. around[0].Parts[..^1], leading == ' ' ? last : last with { Combinator = leading }, .. parts], isOnNewLine || around[0].IsOnNewLine);

        void EndCompound()
        {
            if (simples.Count > 0)
            {
                parts.Add(new SelectorPart([.. simples]));
                simples.Clear();
            }
        }
    }

    private static int EndOfSimple(string text, int start)
    {
        if (text[start] == '[')
        {
            return ScssList.EndOfBrackets(text, start);
        }

        var i = start;
        while (i < text.Length && text[i] == ':')
        {
            i++;
        }

        i += i == start && text[i] is '.' or '#' or '%' && !ScssText.IsInterpolation(text, i) ? 1 : 0;
        i = EndOfName(text, i);
        return i < text.Length && text[i] == '(' && text[start] == ':' ? ScssList.EndOfBrackets(text, i) : i;
    }

    private static int EndOfName(string text, int start)
    {
        var i = start;
        while (i < text.Length && (ScssText.IsNameCharacter(text[i]) || text[i] is '\\' or '*' or '|' || ScssText.IsInterpolation(text, i)))
        {
            i = ScssList.EndOfPiece(text, i);
        }

        return i;
    }
}
