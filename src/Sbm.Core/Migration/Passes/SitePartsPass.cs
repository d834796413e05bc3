using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Rule 2. Selectors of header, footer and navigation go, and a rule with all its selectors; so does an <c>@extend</c> of one.
/// </summary>
internal sealed class SitePartsPass(MigrationLog log)
{
    internal void Apply(List<ScssNode> nodes) => nodes.RemoveAll(Goes);

    private bool Goes(ScssNode node)
    {
        switch (node)
        {
            case ScssStatement statement when ExtendedBy(statement) is { } target && SiteParts.PartOf(target) is { } part:
                log.Drop(statement, part, statement.Summary);
                return true;
            case ScssBlock { IsRule: true } rule:
                return RuleGoes(rule);
            case ScssBlock { IsAtRule: true } block when IsKeyframes(block.Prelude):
                return false;
            case ScssBlock block:
                Apply(block.Children);
                return false;
            default:
                return false;
        }
    }

    /// <summary>What <c>@extend</c> names; null for any other statement.</summary>
    internal static string? ExtendedBy(ScssStatement statement) =>
        statement.Text.StartsWith("@extend", StringComparison.Ordinal) ? statement.Text["@extend".Length..].Replace("!optional", string.Empty, StringComparison.Ordinal).Trim() : null;

    private bool RuleGoes(ScssBlock rule)
    {
        var selectors = ScssList.Split(rule.Prelude);
        var kept = new List<string>(selectors.Count);
        foreach (var selector in selectors)
        {
            if (SiteParts.PartOf(selector) is { } part)
            {
                log.Drop(rule, part, selector);
            }
            else
            {
                kept.Add(selector);
            }
        }

        if (kept.Count == 0 && selectors.Count > 0)
        {
            return true;
        }

        if (kept.Count < selectors.Count)
        {
            rule.Prelude = string.Join(rule.Prelude.Contains('\n', StringComparison.Ordinal) ? ",\n" : ", ", kept);
        }

        Apply(rule.Children);
        return false;
    }

    // The frames inside are no selectors.
    private static bool IsKeyframes(string prelude) => prelude.Contains("keyframes", StringComparison.OrdinalIgnoreCase);
}
