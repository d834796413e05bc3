using System.Management.Automation;
using Sbm.Core.Runs;

namespace Sbm;

/// <summary>What a migration came to, before it is recorded.</summary>
internal sealed record MigrationOutcome
{
    internal required string Status { get; init; }

    internal TimeSpan AutomationTime { get; init; }

    internal long LinesMigrated { get; init; }

    internal long FilesCreated { get; init; }

    internal long ScssLines { get; init; }

    internal int? Unconverted { get; init; }

    /// <summary>What the work would take by hand, as far as the migration itself can tell.</summary>
    internal TimeSpan? ManualEstimate { get; init; }

    internal string? ReportPath { get; init; }

    internal string? PullRequestUrl { get; init; }

    internal IReadOnlyDictionary<string, string>? Outputs { get; init; }

    /// <summary>Why it failed, for the error stream; null unless it did.</summary>
    internal ErrorRecord? Failure { get; init; }

    /// <summary>What must go on its way after the run is recorded: Ctrl+C, or the <c>exit</c> of a script.</summary>
    internal Exception? Leaving { get; init; }

    /// <summary>False for what is no migration, and therefore no run: there is only an error.</summary>
    internal bool IsRun { get; init; } = true;

    internal static MigrationOutcome Failed(ErrorRecord failure) => new() { Status = RunStatus.Failed, Failure = failure };

    internal static MigrationOutcome Interrupted(Exception? leaving) => new() { Status = RunStatus.Interrupted, Leaving = leaving };
}
