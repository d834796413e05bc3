using Sbm.Core;
using Sbm.Core.Runs;

namespace Sbm;

/// <summary>
/// Finds the runs of a store that users mean by the objects they were shown. Runs of the Python tool have no id; slug and time
/// are what tells them apart in the database, too.
/// </summary>
internal sealed class RunReference(IEnumerable<MigrationRun> runs)
{
    private readonly HashSet<string> _wanted = runs.Select(static run => Key(run.Id, run.Slug, run.Timestamp)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether this run is among them.</summary>
    internal bool Means(RunRecord run) => _wanted.Contains(Key(VisibleText.OrNull(run.Id), VisibleText.Of(run.Slug), run.Timestamp));

    /// <summary>A run in words, for questions and messages.</summary>
    internal static string Name(RunRecord run) => run.Timestamp is { } time ? $"'{run.Slug}' of {TimeText.Local(time)}" : $"'{run.Slug}'";

    private static string Key(string? id, string slug, DateTimeOffset? time) => id ?? $"{slug}\n{time?.UtcTicks}";
}
