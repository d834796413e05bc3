using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;

namespace Sbm;

/// <summary>The runs of one store, read once, so that each of many names is answered without looking at all of them.</summary>
internal sealed class RunIndex(IReadOnlyList<StoredRun> runs)
{
    private readonly Lazy<ILookup<string, RunRecord>> _bySlug = new(() => runs.Reverse().ToLookup(static run => VisibleText.Of(run.Record.Slug), static run => run.Record, StringComparer.OrdinalIgnoreCase));
    private readonly Lazy<ILookup<string, RunRecord>> _byId = new(() => runs.Reverse().ToLookup(static run => VisibleText.Of(run.Record.Id ?? string.Empty), static run => run.Record, StringComparer.OrdinalIgnoreCase));
    private readonly Lazy<HashSet<object>> _latest = new(() => runs.GroupBy(static run => run.Record.Slug, StringComparer.OrdinalIgnoreCase).Select(static object (of) => of.Last().Record).ToHashSet(ReferenceEqualityComparer.Instance));

    /// <summary>In order of recording.</summary>
    internal IReadOnlyList<StoredRun> All => runs;

    /// <summary>The runs that may have one of these names, the last recorded first; the filter looks at the rest.</summary>
    internal IEnumerable<RunRecord> Find(string[]? slugs, string[]? ids) =>
        ids is [var id] && IsName(id) ? _byId.Value[Unescaped(id)]
        : slugs is [var slug] && IsName(slug) ? _bySlug.Value[Unescaped(slug)]
        : runs.Reverse().Select(static run => run.Record);

    /// <summary>Whether the run is the last one of its slug.</summary>
    internal bool IsLatest(RunRecord run) => _latest.Value.Contains(run);

    private static bool IsName(string text) => !WildcardPattern.ContainsWildcardCharacters(text);

    private static string Unescaped(string text) => WildcardPattern.Unescape(text);
}
