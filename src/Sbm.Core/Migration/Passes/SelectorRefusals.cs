using System.Buffers;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Selectors;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>What the current Sass refuses in a rule's selector, reads otherwise, or drops. Where <c>@at-root</c> can say the same, it does.</summary>
internal static class SelectorRefusals
{
    private static readonly SearchValues<char> EndsOfCompounds = SearchValues.Create(" >+~&\n\r\t");

    /// <exception cref="NotConvertibleException">Sass takes it nowhere.</exception>
    internal static void Check(ScssBlock rule, SheetPosition position, MigrationLog log)
    {
        var around = position.Selectors;
        if (!position.IsInMixin && WithParentFirst(rule.Prelude, around) is { } rewritten)
        {
            log.Leave(rule, "only an older Sass took '&' behind other parts of its selector: it is written with @at-root");
            rule.Prelude = rewritten;
        }

        var selector = rule.Prelude;
        var hasDeclarations = rule.Children.Exists(static child => child is ScssStatement { IsVariable: false, IsAtRule: false } or ScssBlock { IsPropertyNest: true }
            || (child is ScssStatement extend && ExtendStatement.TargetOf(extend) is not null));
        if (SelectorSyntax.Refuse(selector, hasDeclarations, around.Count > 0 && SelectorSyntax.EndsInCombinator(around[^1])) is { } reason)
        {
            throw new NotConvertibleException(reason);
        }

        if (selector.IndexOf(":where(", StringComparison.OrdinalIgnoreCase) is >= 0 and var where && selector.AsSpan(where).IndexOfAny('&', '%') >= 0)
        {
            log.Leave(rule, "the old Sass did not look into ':where()': there '&' and placeholders meant nothing");
        }

        if (selector.Contains(":has(", StringComparison.OrdinalIgnoreCase) && selector.Contains('&', StringComparison.Ordinal) && around.Exists(static outer => outer.TrimStart()[0] is '>' or '+' or '~'))
        {
            log.Leave(rule, "two combinators may meet in ':has()', and the current Sass drops such a rule");
        }
    }

    // ".no-js&" is the parent's selector with something before it. Where that is known, @at-root can say it.
    private static string? WithParentFirst(string selector, List<string> around)
    {
        var at = SelectorSyntax.IndexOfSuffixedParent(selector);
        return at <= 0 || around.Count == 0 || around[0][0] is not ('.' or '#' or '[' or ':')
            || around.Append(selector).Any(static one => one.AsSpan().IndexOfAny(",{%") >= 0)
            || selector.AsSpan(0, at).IndexOfAny(EndsOfCompounds) >= 0 || selector.IndexOf('&', at + 1) >= 0
            ? null
            : $"@at-root {selector[..at]}#{{&}}{selector[(at + 1)..]}";
    }
}
