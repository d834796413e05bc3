using Sbm.Core;

namespace Sbm;

/// <summary>One step of the way that a run goes to the database.</summary>
public sealed class ConnectionStep
{
    /// <summary><c>Settings</c>, <c>Resolve</c>, <c>Connect</c>, <c>Authenticate</c>, <c>Write</c> or <c>Remove</c>.</summary>
    public string Step { get; init; } = string.Empty;

    /// <summary>Whether it succeeded. The first that does not is the last.</summary>
    public bool Succeeded { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary><see cref="Duration"/> in seconds.</summary>
    public double DurationSeconds => Duration.TotalSeconds;

    /// <summary>What was found.</summary>
    public string Detail { get; init; } = string.Empty;

    /// <summary>What to do if it failed; else null.</summary>
    public string? Remedy { get; init; }

    /// <summary><see cref="Succeeded"/> as tables show it.</summary>
    public string ResultText => Succeeded ? "ok" : "failed";

    /// <summary><see cref="Duration"/> as tables show it.</summary>
    public string DurationText => TimeText.Duration(Duration);

    /// <summary><see cref="Detail"/> and <see cref="Remedy"/> as tables show them.</summary>
    public string DetailText => Remedy is null ? Detail : $"{Detail} {Remedy}";

    /// <summary>The step and its result.</summary>
    public override string ToString() => $"{Step}: {ResultText}";
}
