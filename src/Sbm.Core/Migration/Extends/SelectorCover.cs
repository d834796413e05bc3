namespace Sbm.Core.Migration.Extends;

/// <summary>Whether Sass takes a selector for one that matches whatever another one matches. The current Sass finds more of them than the old one, and some that the old one found are none.</summary>
/// <param name="isCurrent">The current Sass is asked, not the old one.</param>
internal sealed class SelectorCover(bool isCurrent)
{
    private static readonly SelectorPart AnyTarget = new([new SimpleSelector("%")]);

    internal bool Covers(ReadOnlySpan<SelectorPart> one, ReadOnlySpan<SelectorPart> other)
    {
        if (one[^1].Combinator != ' ' || other[^1].Combinator != ' ' || !Covers(one[^1].Simples, other[^1].Simples))
        {
            return false;
        }

        var previous = ' ';
        for (int i = 0, j = 0; ;)
        {
            if (Weight(one[i..]) > Weight(other[j..]))
            {
                return false;
            }

            if (i == one.Length - 1)
            {
                return true;
            }

            var start = j;
            while (j < other.Length - 1 && !Covers(one[i].Simples, other[j].Simples))
            {
                j++;
            }

            if (j >= other.Length - 1 || (isCurrent && !MayStandBetween(previous, other[start..j])) || !IsWider(one[i].Combinator, other[j].Combinator))
            {
                return false;
            }

            var isLast = i == one.Length - 2;
            previous = one[i].Combinator;
            if (isLast && previous != ' ' && !(isCurrent ? MayStandBetween(previous, other[(j + 1)..^1]) : Weight(other[start..]) <= 3))
            {
                return false;
            }

            (i, j) = (i + 1, j + 1);
        }
    }

    /// <summary>The same of what stands before a compound that both have.</summary>
    internal bool CoversAsParent(SelectorPart[] one, SelectorPart[] other) => one.Length <= other.Length && Covers([.. one, AnyTarget], [.. other, AnyTarget]);

    internal bool Covers(SimpleSelector[] one, SimpleSelector[] other) =>
        (!isCurrent || one.Length <= other.Length) // ".c.c" covers ".c" for the old Sass
        && Array.TrueForAll(one, simple => (isCurrent && simple.IsUniversal) || Has(other, simple))
        && Array.TrueForAll(other, simple => !simple.IsPseudoElement || Has(one, simple));

    internal static bool Has(SimpleSelector[] simples, SimpleSelector simple) => Array.Exists(simples, each => each.Text == simple.Text);

    // The old Sass counted combinators, too.
    private int Weight(ReadOnlySpan<SelectorPart> parts)
    {
        var weight = parts.Length;
        for (var i = 0; i < parts.Length - 1 && !isCurrent; i++)
        {
            weight += parts[i].Combinator == ' ' ? 0 : 1;
        }

        return weight;
    }

    private static bool IsWider(char one, char other) => one switch
    {
        ' ' => other is ' ' or '>',
        '~' => other is '~' or '+',
        _ => one == other,
    };

    private static bool MayStandBetween(char combinator, ReadOnlySpan<SelectorPart> parts)
    {
        if (combinator is not (' ' or '~'))
        {
            return parts.Length == 0;
        }

        foreach (var part in parts)
        {
            if (combinator == '~' && part.Combinator is not ('~' or '+'))
            {
                return false;
            }
        }

        return true;
    }
}
