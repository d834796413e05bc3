using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Extends;

/// <summary>An <c>@extend</c> of one selector by one other.</summary>
internal sealed record Extension(ExtendSelector Extender, string Target, ScssNode Statement);

/// <summary>A rule, and the selectors that it has got. <see cref="Selectors"/> is null once they are more than Sass thins out.</summary>
internal sealed class ExtendedRule(List<ExtendSelector> selectors)
{
    internal List<ExtendSelector>? Selectors { get; set; } = selectors;

    /// <summary>What it has that is extended.</summary>
    internal HashSet<string> Targets { get; } = [];

    /// <summary>The selectors that are written, each once.</summary>
    internal HashSet<string> Written => [.. (Selectors ?? []).Where(static selector => !selector.HasPlaceholder).Select(static selector => selector.Text)];
}

/// <summary>
/// Makes the selectors of rules that are extended, as the old or the current Sass does: rules and extensions are told in the order of the
/// style sheet. What stands in pseudo-classes is not extended. Not thread-safe.
/// </summary>
internal sealed class ExtendStore
{
    private const int Most = 100; // selectors in a list: longer ones are not thinned out by Sass
    private const int MostPairs = 3_000_000; // of selectors compared

    private readonly bool _isCurrent;
    private readonly SelectorCover _cover;
    private readonly SelectorWeaving _weaving;
    private readonly Dictionary<string, List<ExtendedRule>> _rules = [];
    private readonly Dictionary<string, List<Extension>> _extensions = [];
    private readonly Dictionary<string, List<Extension>> _byExtender = [];
    private readonly HashSet<ExtendSelector> _originals = []; // never left out
    private readonly HashSet<string> _targets;
    private int _pairs;

    /// <param name="isCurrent">Whether it is the current Sass, or the old one.</param>
    /// <param name="targets">All that is extended.</param>
    internal ExtendStore(bool isCurrent, HashSet<string> targets)
    {
        (_isCurrent, _targets, _cover) = (isCurrent, targets, new SelectorCover(isCurrent));
        _weaving = new SelectorWeaving(_cover);
    }

    /// <summary>Whether there is more than can be looked at in a moment: then nothing is known.</summary>
    internal bool IsTooMuch => _pairs > MostPairs;

    /// <summary>The rules that are extended, in order.</summary>
    internal List<ExtendedRule> Rules { get; } = [];

    /// <summary>A rule comes.</summary>
    internal void Add(List<ExtendSelector> selectors)
    {
        if (!selectors.TrueForAll(static selector => selector.HasPlaceholder))
        {
            _originals.UnionWith(selectors);
        }

        if (!selectors.Exists(selector => selector.HasAny(_targets.Contains)))
        {
            return;
        }

        var rule = new ExtendedRule(selectors);
        Rules.Add(rule);
        Extend(rule, _extensions);
        Register(rule);
    }

    /// <summary>An <c>@extend</c> comes.</summary>
    internal void Extend(string target, List<ExtendSelector> extenders, ScssNode statement)
    {
        List<Extension> old = [.. _byExtender.GetValueOrDefault(target) ?? []];
        var added = new List<Extension>();
        foreach (var extender in extenders)
        {
            var extension = new Extension(extender, target, statement);
            if (!TryAdd(extension))
            {
                continue;
            }

            foreach (var simple in extender.Simples.Where(static simple => simple.Source == 0))
            {
                simple.Source = extender.Specificity;
            }

            added.Add(extension);
        }

        if (added.Count == 0)
        {
            return;
        }

        var all = new Dictionary<string, List<Extension>> { [target] = added };
        foreach (var extended in old.SelectMany(extension => ExtendExtension(extension, added)).ToList())
        {
            if (TryAdd(extended) && (extended.Target == target))
            {
                added.Add(extended);
            }
        }

        foreach (var rule in (_rules.GetValueOrDefault(target) ?? []).ToList())
        {
            if (IsTooMuch)
            {
                return;
            }

            Extend(rule, all);
            Register(rule);
        }
    }

    private IEnumerable<Extension> ExtendExtension(Extension extension, List<Extension> added) =>
        (ExtendOne(extension.Extender, new() { [added[0].Target] = added }) ?? [])
        .Where(selector => selector.Text != extension.Extender.Text)
        .Select(selector => new Extension(selector, extension.Target, added[0].Statement));

    private bool TryAdd(Extension extension)
    {
        var known = ListOf(_extensions, extension.Target);
        if (known.Count >= Most || known.Exists(other => other.Extender.Text == extension.Extender.Text))
        {
            return false;
        }

        known.Add(extension);
        foreach (var name in extension.Extender.Simples.Select(static simple => simple.Text).Distinct())
        {
            ListOf(_byExtender, name).Add(extension);
        }

        return true;
    }

    private static List<Extension> ListOf(Dictionary<string, List<Extension>> lists, string name) =>
        lists.TryGetValue(name, out var list) ? list : lists[name] = [];

    private void Register(ExtendedRule rule)
    {
        foreach (var selector in rule.Selectors ?? [])
        {
            foreach (var part in selector.Parts)
            {
                foreach (var simple in part.Simples)
                {
                    if (_targets.Contains(simple.Text) && rule.Targets.Add(simple.Text))
                    {
                        (_rules.TryGetValue(simple.Text, out var rules) ? rules : _rules[simple.Text] = []).Add(rule);
                    }
                }
            }
        }
    }

    private void Extend(ExtendedRule rule, Dictionary<string, List<Extension>> extensions)
    {
        var list = new List<ExtendSelector>();
        var isExtended = false;
        foreach (var selector in rule.Selectors ?? [])
        {
            var extended = ExtendOne(selector, extensions);
            isExtended |= extended is not null;
            list.AddRange(extended ?? [selector]);
        }

        if (isExtended)
        {
            rule.Selectors = list.Count > Most ? null : Thin(list, _originals.Contains);
        }
    }

    private List<ExtendSelector>? ExtendOne(ExtendSelector selector, Dictionary<string, List<Extension>> extensions)
    {
        if (!selector.HasAny(extensions.ContainsKey))
        {
            return null;
        }

        var isOriginal = _originals.Contains(selector);
        var extended = Array.ConvertAll(selector.Parts, part => ExtendCompound(part, extensions, isOriginal));
        if (SelectorWeaving.Paths(extended.Select((part, i) => part ?? [new ExtendSelector([selector.Parts[i]])])) is not { } paths)
        {
            return null;
        }

        var all = new List<ExtendSelector>();
        foreach (var path in paths)
        {
            var isOnNewLine = selector.IsOnNewLine || path.Exists(static each => each.IsOnNewLine);
            all.AddRange(_isCurrent && path is [var whole] && whole.IsOnNewLine == isOnNewLine ? [whole] // the current Sass takes the extending selector itself
                : _weaving.Weave(path.ConvertAll(static each => each.Parts)).Select(parts => new ExtendSelector(parts, isOnNewLine)));
        }

        if (isOriginal && all.Count > 0)
        {
            _originals.Add(all[0]);
        }

        return all;
    }

    private List<ExtendSelector>? ExtendCompound(SelectorPart part, Dictionary<string, List<Extension>> extensions, bool isOriginal)
    {
        if (!Array.Exists(part.Simples, simple => extensions.ContainsKey(simple.Text)))
        {
            return null;
        }

        var options = Array.ConvertAll(part.Simples, simple => extensions.GetValueOrDefault(simple.Text) is { } found ? [null, .. found.ConvertAll(static extension => extension.Extender)] : new List<ExtendSelector?> { null });
        if (options is [var only])
        {
            return only.ConvertAll(extender => extender is null ? new ExtendSelector([part]) : Before(part.Combinator, extender));
        }

        var result = new List<ExtendSelector> { new([part]) };
        foreach (var path in (SelectorWeaving.Paths(options) ?? []).Skip(1))
        {
            SimpleSelector[] own = [.. part.Simples.Where((_, i) => path[i] is null)];
            var unified = _weaving.Unify([.. own.Length > 0 ? (SelectorPart[][])[[new(own)]] : [], .. path.OfType<ExtendSelector>().Select(static extender => extender.Parts)]);
            result.AddRange(unified.Select(parts => Before(part.Combinator, new ExtendSelector(parts, path.Exists(static extender => extender?.IsOnNewLine == true)))));
        }

        return Thin(result, selector => isOriginal && selector.Text == result[0].Text);
    }

    private static ExtendSelector Before(char combinator, ExtendSelector selector) =>
        combinator == ' ' ? selector : new ExtendSelector([.. selector.Parts[..^1], selector.Parts[^1] with { Combinator = combinator }], selector.IsOnNewLine);

    // Without those that others match as well, if these are as specific as the extending selectors that they come from.
    private List<ExtendSelector> Thin(List<ExtendSelector> selectors, Predicate<ExtendSelector> isOriginal)
    {
        _pairs += selectors.Count * selectors.Count;
        var kept = new List<ExtendSelector>(); // the last first
        for (var i = selectors.Count - 1; i >= 0; i--)
        {
            var selector = selectors[i];
            if (isOriginal(selector))
            {
                kept.RemoveAll(other => isOriginal(other) && other.Text == selector.Text);
                kept.Add(selector);
                continue;
            }

            var source = selector.Simples.Max(static simple => simple.Source);
            if (!kept.Exists(IsEnough) && selectors.FindIndex(0, i, IsEnough) < 0)
            {
                kept.Add(selector);
            }

            bool IsEnough(ExtendSelector other) => other.Specificity >= source && (other.Names & ~selector.Names) == 0 && _cover.Covers(other.Parts, selector.Parts);
        }

        kept.Reverse();
        return kept;
    }
}
