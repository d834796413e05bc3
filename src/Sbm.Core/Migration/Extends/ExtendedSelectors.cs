using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Scopes;
using Sbm.Core.Migration.Selectors;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Extends;

/// <summary>
/// <c>@extend</c> leaves selectors out that others of the list match as well, and which ones has changed: where the current Sass
/// makes other selectors of an output than the old one did, that is reported. Not thread-safe.
/// </summary>
internal sealed class ExtendedSelectors(HashSet<string> targets, TopLevelValues values, ThemeDefinitions definitions, MigrationLog log)
{
    private const int MostVisits = 200_000; // statements, those of mixins wherever they are included
    private const int MostSelectors = 100; // nested lists multiply
    private const int Deepest = 30; // mixins that include each other

    private readonly ExtendStore _old = new(isCurrent: false, targets);
    private readonly ExtendStore _current = new(isCurrent: true, targets);
    private readonly Dictionary<string, ScssBlock> _mixins = [];
    private readonly List<Extension> _extensions = [];
    private readonly HashSet<string> _inPseudoClasses = []; // of what extends
    private int _visits;

    /// <param name="nodes">The finished output.</param>
    /// <param name="definitions">What the theme defines itself.</param>
    /// <param name="log">Where it is reported.</param>
    internal static void Report(List<ScssNode> nodes, ThemeDefinitions definitions, MigrationLog log)
    {
        if (SelectorNames.HasExtend(nodes))
        {
            var targets = StatementVariables.All(nodes).OfType<ScssStatement>().SelectMany(TargetsOf).ToHashSet();
            var selectors = new ExtendedSelectors(targets, new TopLevelValues(nodes, definitions), definitions, log);
            selectors.Tell(nodes, new Surroundings([], [], null, 0));
            if (!selectors.IsTooMuch)
            {
                selectors.Report();
            }
        }
    }

    private static List<string> TargetsOf(ScssStatement statement) => ExtendStatement.TargetOf(statement) is { } extended ? ScssList.Split(extended) : [];

    /// <summary>Where statements stand.</summary>
    private sealed record Surroundings(List<ExtendSelector> Rule, List<ExtendSelector> Parents, (List<ScssNode> Nodes, Surroundings Place)? Content, int Depth);

    private bool IsTooMuch => _old.IsTooMuch || _current.IsTooMuch || _visits > MostVisits;

    private void Tell(List<ScssNode> nodes, Surroundings place)
    {
        foreach (var node in StatementUnits.Of(nodes).SelectMany(unit => unit.Except(Branches.NeverRun(unit, values, definitions))))
        {
            _visits++;
            if (IsTooMuch || place.Depth > Deepest)
            {
                return;
            }

            switch (node)
            {
                case ScssBlock { IsRule: true } rule:
                    TellRule(rule, rule.Prelude, place, isAtRoot: false);
                    break;
                case ScssBlock block:
                    TellBlock(block, SassDirective.Read(block.Prelude), place);
                    break;
                case ScssStatement statement:
                    TellStatement(statement, SassDirective.Read(statement.Text), place);
                    break;
            }
        }
    }

    private void TellRule(ScssBlock rule, string prelude, Surroundings place, bool isAtRoot)
    {
        if (place.Parents.Exists(static parent => parent.Parts[^1].Combinator != ' ') && ScssList.Split(prelude).Exists(static one => one.StartsWith("#{", StringComparison.Ordinal)))
        {
            log.Leave(rule, "two combinators may meet, and the current Sass drops such a rule");
        }

        var selectors = ExtendSelector.Read(prelude, place.Parents, isAtRoot);
        if (selectors.Count is > 0 and <= MostSelectors)
        {
            _old.Add(selectors);
            _current.Add(selectors);
            Tell(rule.Children, place with { Rule = selectors, Parents = selectors });
        }
    }

    private void TellBlock(ScssBlock block, SassDirective? directive, Surroundings place)
    {
        switch (directive)
        {
            case null or { Name: "function" or "font-face" }:
                break;
            case { Name: "mixin" } mixin:
                _mixins[mixin.Target] = block;
                break;
            case { Name: "include" } include:
                TellInclude(include.Target, place, (block.Children, place));
                break;
            case { Name: "at-root" } root when block.Prelude.AsSpan(root.RestStart) is [not '(', ..]:
                TellRule(block, block.Prelude[root.RestStart..], place, isAtRoot: true);
                break;
            case { Name: var name } when !name.EndsWith("keyframes", StringComparison.Ordinal):
                Tell(block.Children, place);
                break;
        }
    }

    private void TellStatement(ScssStatement statement, SassDirective? directive, Surroundings place)
    {
        switch (directive)
        {
            case { Name: "include" } include:
                TellInclude(include.Target, place, content: null);
                break;
            case { Name: "content" } when place.Content is { } content:
                Tell(content.Nodes, content.Place with { Rule = place.Rule, Parents = place.Parents, Depth = place.Depth + 1 });
                break;
            case { Name: "extend" } when place.Rule.Count > 0:
                foreach (var target in TargetsOf(statement))
                {
                    if (_inPseudoClasses.Contains(target))
                    {
                        log.Leave(statement, $"'{target}' stands in a pseudo-class of what extends something itself, and the current Sass makes other selectors of this '@extend' than the old one");
                    }

                    _inPseudoClasses.UnionWith(place.Rule.SelectMany(static extender => extender.Simples).SelectMany(InPseudoClass));
                    _extensions.AddRange(place.Rule.ConvertAll(extender => new Extension(extender, target, statement)));
                    _old.Extend(target, place.Rule, statement);
                    _current.Extend(target, place.Rule, statement);
                }

                break;
        }
    }

    private void TellInclude(string name, Surroundings place, (List<ScssNode> Nodes, Surroundings Place)? content)
    {
        if (_mixins.TryGetValue(name, out var mixin))
        {
            Tell(mixin.Children, place with { Content = content, Depth = place.Depth + 1 });
        }
    }

    private void Report()
    {
        var reported = new HashSet<ScssNode>();
        foreach (var (old, current) in _old.Rules.Zip(_current.Rules).Where(static rule => rule.First.Selectors is not null && rule.Second.Selectors is not null))
        {
            var (before, now) = (old.Written, current.Written);
            var differing = before.Except(now).Concat(now.Except(before)).FirstOrDefault();
            if (differing is not null && CauseOf(differing) is var cause && reported.Add(cause))
            {
                log.Leave(cause, $"the current Sass makes other selectors of this '@extend' than the old one: it {(now.Contains(differing) ? "adds" : "leaves out")} '{differing}'");
            }
        }
    }

    private static List<string> InPseudoClass(SimpleSelector simple) =>
        simple.Text.IndexOf('(', StringComparison.Ordinal) is > 0 and var open && simple.Text[^1] == ')' && simple.Text[1..open] is ("is" or "matches" or "any") ? ScssList.Split(simple.Text[(open + 1)..^1]) : [];

    // The extension whose selector is in the one that differs.
    private ScssNode CauseOf(string selector) => (_extensions
        .Where(extension => extension.Extender.Simples.All(simple => selector.Contains(simple.Text, StringComparison.Ordinal)))
        .MaxBy(static extension => extension.Extender.Simples.Count()) ?? _extensions[^1]).Statement;
}
