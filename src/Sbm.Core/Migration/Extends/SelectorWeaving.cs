namespace Sbm.Core.Migration.Extends;

/// <summary>Puts selectors into one another, as <c>@extend</c> does: <c>.x (.a .b)</c> is <c>.x .a .b</c> and <c>.a .x .b</c>.</summary>
internal sealed class SelectorWeaving(SelectorCover cover)
{
    // What is extended in many places multiplies; no theme has so many.
    private const int Most = 100;

    /// <summary>All ways through the choices, the first of each choice first. Null if they are too many.</summary>
    internal static List<List<T>>? Paths<T>(IEnumerable<IReadOnlyList<T>> choices)
    {
        List<List<T>> paths = [[]];
        foreach (var choice in choices)
        {
            if (paths.Count * choice.Count > Most)
            {
                return null;
            }

            paths = [.. choice.SelectMany(option => paths.Select(path => path.Append(option).ToList()))];
        }

        return paths;
    }

    /// <summary>The selectors, each in those before it, in every order that can be.</summary>
    internal List<SelectorPart[]> Weave(IReadOnlyList<SelectorPart[]> selectors)
    {
        List<SelectorPart[]> prefixes = [selectors[0]];
        foreach (var next in selectors.Skip(1))
        {
            prefixes = [.. prefixes.SelectMany(prefix => next.Length == 1 ? [[.. prefix, next[0]]] : WeaveParents(prefix, next[..^1]).Select(parents => (SelectorPart[])[.. parents, next[^1]])).Take(Most)];
        }

        return prefixes;
    }

    /// <summary>What matches what all of the selectors match; empty if nothing can.</summary>
    internal List<SelectorPart[]> Unify(List<SelectorPart[]> selectors)
    {
        var last = selectors[0][^1].Simples;
        foreach (var selector in selectors.Skip(1))
        {
            if (Unify(last, selector[^1].Simples) is not { } unified)
            {
                return [];
            }

            last = unified;
        }

        var target = new SelectorPart(last, selectors[^1][^1].Combinator);
        List<SelectorPart[]> parents = [.. selectors.Where(static selector => selector.Length > 1).Select(static selector => selector[..^1])];
        return parents.Count == 0 ? [[target]] : Weave([.. parents[..^1], [.. parents[^1], target]]);
    }

    private static SimpleSelector[]? Unify(SimpleSelector[] one, SimpleSelector[] other)
    {
        var unified = one.ToList();
        foreach (var simple in other.Where(simple => !SelectorCover.Has(one, simple)))
        {
            if (simple.IsElement && unified.Find(static each => each.IsElement) is { } element)
            {
                if (!simple.IsUniversal && !element.IsUniversal)
                {
                    return null;
                }

                if (element.IsUniversal && simple.Text != "*|*")
                {
                    unified[unified.IndexOf(element)] = simple;
                }

                continue;
            }

            if (simple.IsUnique && unified.Exists(each => each.IsUnique && each.IsPseudoElement == simple.IsPseudoElement))
            {
                return null;
            }

            unified.Add(simple);
        }

        if (unified.Count > 1)
        {
            unified.RemoveAll(static simple => simple.IsUniversal);
        }

        return [.. unified];
    }

    private IEnumerable<SelectorPart[]> WeaveParents(SelectorPart[] one, SelectorPart[] other)
    {
        var (first, second) = (one.ToList(), other.ToList());
        var ends = new List<List<SelectorPart[]>>();
        while ((first is [.., { Combinator: not ' ' }]) || (second is [.., { Combinator: not ' ' }]))
        {
            if (MergeEnds(first, second) is not { } end)
            {
                return [];
            }

            ends.Insert(0, end);
        }

        var groups1 = new Queue<SelectorPart[]>(Groups(first));
        var groups2 = new Queue<SelectorPart[]>(Groups(second));
        var choices = new List<List<SelectorPart[]>>();
        foreach (var common in Common([.. groups2], [.. groups1]))
        {
            choices.Add(Orders(Until(groups1, common), Until(groups2, common)));
            choices.Add([common]);
            groups1.Dequeue();
            groups2.Dequeue();
        }

        choices.Add(Orders([.. groups1.SelectMany(static group => group)], [.. groups2.SelectMany(static group => group)]));
        return (Paths(choices.Concat(ends).Where(static choice => choice.Count > 0)) ?? []).Select(static path => path.SelectMany(static parts => parts).ToArray());
    }

    // Takes the last parts off that stand before combinators: what may stand for them.
    private List<SelectorPart[]>? MergeEnds(List<SelectorPart> one, List<SelectorPart> other)
    {
        var (combinator1, combinator2) = (one.Count > 0 ? one[^1].Combinator : ' ', other.Count > 0 ? other[^1].Combinator : ' ');
        if (combinator1 == ' ' || (combinator2 is '+' or '~' && combinator1 == '>') || (combinator1 == '~' && combinator2 == '+'))
        {
            (one, other, combinator1, combinator2) = (other, one, combinator2, combinator1); // the first is the one that binds
        }

        var end = Take(one);
        if (combinator2 == ' ')
        {
            if (combinator1 == '>' && other.Count > 0 && cover.Covers(other[^1].Simples, end.Simples))
            {
                Take(other);
            }

            return [[end]];
        }

        if (combinator2 == '>' && combinator1 != '>')
        {
            return [[end]];
        }

        if (combinator1 != combinator2 && (combinator1, combinator2) != ('+', '~'))
        {
            return null;
        }

        var second = Take(other);
        var unified = Unify(end.Simples, second.Simples) is { } both ? new SelectorPart(both, combinator1) : (SelectorPart?)null;
        if (combinator2 != '~')
        {
            return unified is { } same ? [[same]] : null;
        }

        return cover.Covers(second.Simples, end.Simples) ? [[end]]
            : combinator1 == '~' && cover.Covers(end.Simples, second.Simples) ? [[second]]
            : [[second, end], .. combinator1 == '~' ? (SelectorPart[][])[[end, second]] : [], .. unified is { } merged ? (SelectorPart[][])[[merged]] : []];
    }

    private static SelectorPart Take(List<SelectorPart> parts)
    {
        var last = parts[^1];
        parts.RemoveAt(parts.Count - 1);
        return last;
    }

    private static IEnumerable<SelectorPart[]> Groups(List<SelectorPart> parts)
    {
        var start = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Combinator == ' ' || i == parts.Count - 1)
            {
                yield return [.. parts[start..(i + 1)]];
                start = i + 1;
            }
        }
    }

    private SelectorPart[] Until(Queue<SelectorPart[]> groups, SelectorPart[] common)
    {
        var before = new List<SelectorPart>();
        while (!cover.CoversAsParent(groups.Peek(), common))
        {
            before.AddRange(groups.Dequeue());
        }

        return [.. before];
    }

    private static List<SelectorPart[]> Orders(SelectorPart[] one, SelectorPart[] other) =>
        one.Length == 0 && other.Length == 0 ? [] : one.Length == 0 ? [other] : other.Length == 0 ? [one] : [[.. one, .. other], [.. other, .. one]];

    // The longest sequence of groups that both have, or of which one covers the other.
    private List<SelectorPart[]> Common(List<SelectorPart[]> one, List<SelectorPart[]> other)
    {
        var chosen = new SelectorPart[]?[one.Count, other.Count];
        var lengths = new int[one.Count + 1, other.Count + 1];
        for (var i = 0; i < one.Count; i++)
        {
            for (var j = 0; j < other.Count; j++)
            {
                chosen[i, j] = CommonOf(one[i], other[j]);
                lengths[i + 1, j + 1] = chosen[i, j] is null ? Math.Max(lengths[i + 1, j], lengths[i, j + 1]) : lengths[i, j] + 1;
            }
        }

        var common = new List<SelectorPart[]>();
        for (int i = one.Count - 1, j = other.Count - 1; i >= 0 && j >= 0;)
        {
            if (chosen[i, j] is { } group)
            {
                common.Insert(0, group);
                (i, j) = (i - 1, j - 1);
            }
            else if (lengths[i + 1, j] > lengths[i, j + 1])
            {
                j--;
            }
            else
            {
                i--;
            }
        }

        return common;
    }

    private SelectorPart[]? CommonOf(SelectorPart[] one, SelectorPart[] other) =>
        cover.CoversAsParent(one, other) ? other
        : cover.CoversAsParent(other, one) ? one
        : one.SelectMany(static part => part.Simples).Any(simple => simple.IsUnique && other.Any(part => SelectorCover.Has(part.Simples, simple)))
            && Unify([one, other]) is [var unified] ? unified : null;
}
