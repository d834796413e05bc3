using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;

namespace Sbm;

/// <summary>Which runs a command means: each criterion that is given must hold, names by wildcards.</summary>
internal sealed class RunFilter
{
    private WildcardPattern[]? _slug, _id, _status, _syncStatus, _userId, _command;

    internal string[]? Slug { init => _slug = Patterns(value); }

    internal string[]? Id { init => _id = Patterns(value); }

    internal string[]? Status { init => _status = Patterns(value); }

    internal string[]? SyncStatus { init => _syncStatus = Patterns(value); }

    internal string[]? UserId { init => _userId = Patterns(value); }

    internal string[]? Command { init => _command = Patterns(value); }

    internal DateTimeOffset? Since { get; init; }

    internal DateTimeOffset? Until { get; init; }

    /// <summary>A run without a time lies in no span of time.</summary>
    internal bool Matches(RunRecord run) =>
        MatchesAny(_slug, run.Slug)
        && MatchesAny(_id, run.Id)
        && MatchesAny(_status, run.Status)
        && MatchesAny(_syncStatus, run.SyncStatus)
        && MatchesAny(_userId, run.UserId)
        && MatchesAny(_command, run.Command)
        && (Since is null || run.Timestamp >= Since)
        && (Until is null || run.Timestamp <= Until);

    private static WildcardPattern[]? Patterns(string[]? texts) =>
        texts?.Select(NamePattern.Of).ToArray();

    // As users see it: with control characters made visible.
    private static bool MatchesAny(WildcardPattern[]? patterns, string? text) =>
        patterns is null || (VisibleText.OrNull(text) is { } shown && Array.Exists(patterns, pattern => pattern.IsMatch(shown)));
}
