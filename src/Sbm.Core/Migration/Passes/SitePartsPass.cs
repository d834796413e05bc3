using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Selectors;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Rule 2. Selectors of header, footer and navigation go, and a rule with all its selectors; so does an <c>@extend</c> of one.
/// </summary>
internal sealed class SitePartsPass(SelectorVerdict selectors, MigrationLog log)
{
    // Nested lists multiply; what is in one this long is judged by the names that are written in it.
    private const int MostParents = 100;

    /// <summary>A selector of a rule in one of the selectors around it.</summary>
    private readonly record struct Judged(string Written, string Resolved, string? Part, string? Stays);

    internal void Apply(List<ScssNode> nodes) => Apply(nodes, []);

    private void Apply(List<ScssNode> nodes, List<string> parents) => nodes.RemoveAll(node => Goes(node, parents));

    private bool Goes(ScssNode node, List<string> parents)
    {
        switch (node)
        {
            case ScssStatement statement when ExtendStatement.TargetOf(statement) is { } target && selectors.Judge(target, parent: null).Part is { } part:
                log.Drop(statement, part, statement.Summary);
                return true;
            case ScssBlock { IsRule: true } rule:
                return RuleGoes(rule, rule.Prelude, parents, isAtRoot: false);
            case ScssBlock { IsAtRule: true } block when SassDirective.Read(block.Prelude) is { Name: "at-root" } directive && directive.RestStart < block.Prelude.Length && block.Prelude[directive.RestStart] != '(':
                return RuleGoes(block, block.Prelude[directive.RestStart..], parents, isAtRoot: true);
            case ScssBlock { IsAtRule: true } block when IsKeyframes(block.Prelude):
                return false;
            case ScssBlock block:
                Apply(block.Children, parents);
                return false;
            default:
                return false;
        }
    }

    private bool RuleGoes(ScssBlock rule, string prelude, List<string> parents, bool isAtRoot)
    {
        var judged = Judge(prelude, parents, isAtRoot);
        foreach (var gone in judged.Where(static selector => selector.Part is not null).DistinctBy(static selector => selector.Resolved))
        {
            log.Drop(rule, gone.Part!, gone.Resolved);
        }

        var kept = judged.FindAll(static selector => selector.Part is null);
        if (kept.Count == 0 && judged.Count > 0)
        {
            ReportInside(rule.Children, [.. judged.Select(static selector => selector.Resolved).Distinct()]);
            return true;
        }

        foreach (var stays in kept.Select(static selector => selector.Stays).OfType<string>().Distinct())
        {
            log.Stay(rule, stays);
        }

        if (kept.Count < judged.Count)
        {
            Keep(rule, judged, kept, isAtRoot);
        }

        Apply(rule.Children, [.. kept.Select(static selector => selector.Resolved).Distinct().Take(MostParents)]);
        return false;
    }

    private List<Judged> Judge(string prelude, List<string> parents, bool isAtRoot)
    {
        var judged = new List<Judged>();
        foreach (var selector in ScssList.Split(prelude))
        {
            if (parents.Count == 0 || (isAtRoot && !selector.Contains('&', StringComparison.Ordinal)))
            {
                var (part, stays) = selectors.Judge(selector, parent: null);
                judged.Add(new Judged(selector, OneLine(selector), part, stays));
                continue;
            }

            SelectorVerdict.Verdict? same = selectors.DependsOnParent(selector) ? null : selectors.Judge(selector, parents[0]);
            foreach (var parent in parents)
            {
                var (part, stays) = same ?? selectors.Judge(selector, parent);
                judged.Add(new Judged(selector, OneLine(SelectorVerdict.Resolve(selector, parent)), part, stays));
            }
        }

        return judged;
    }

    // Where "&-header" goes for one of the selectors around and stays for another, what stays is written out.
    private static void Keep(ScssBlock rule, List<Judged> judged, List<Judged> kept, bool isAtRoot)
    {
        var gone = judged.Where(static selector => selector.Part is not null).Select(static selector => selector.Written).ToHashSet();
        var isMixed = kept.Exists(selector => gone.Contains(selector.Written));
        var selectors = kept.Select(selector => isMixed ? selector.Resolved : selector.Written).Distinct();
        var list = string.Join(rule.Prelude.Contains('\n', StringComparison.Ordinal) ? ",\n" : ", ", selectors);
        rule.Prelude = isMixed || isAtRoot ? "@at-root " + list : list;
    }

    // What stands in a rule that goes is gone with it; what would have gone by itself is told.
    private void ReportInside(List<ScssNode> nodes, List<string> parents)
    {
        foreach (var block in nodes.OfType<ScssBlock>().Where(static block => !block.IsPropertyNest && !IsKeyframes(block.Prelude)))
        {
            var inside = parents;
            if (block.IsRule)
            {
                var judged = Judge(block.Prelude, parents, isAtRoot: false);
                foreach (var gone in judged.Where(static selector => selector.Part is not null).DistinctBy(static selector => selector.Resolved))
                {
                    log.Drop(block, gone.Part!, gone.Resolved);
                }

                inside = [.. judged.Select(static selector => selector.Resolved).Distinct().Take(MostParents)];
            }

            ReportInside(block.Children, inside);
        }
    }

    private static string OneLine(string selector) => string.Join(' ', selector.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // The frames inside are no selectors.
    private static bool IsKeyframes(string prelude) => prelude.Contains("keyframes", StringComparison.OrdinalIgnoreCase);
}
