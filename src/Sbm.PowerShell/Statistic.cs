using Sbm.Core;

namespace Sbm;

/// <summary>What a group of runs comes to. Runs that were undone do not count.</summary>
public sealed class Statistic
{
    /// <summary>The group: a period, user, slug or status; empty without grouping.</summary>
    public string Group { get; init; } = string.Empty;

    /// <summary><c>local</c>: this store; <c>team</c>: everybody's runs in the database.</summary>
    public string Scope { get; init; } = "local";

    /// <summary>Runs of every outcome.</summary>
    public long Runs { get; init; }

    /// <summary>Those that succeeded.</summary>
    public long Successes { get; init; }

    /// <summary>Distinct slugs; null for figures that were summed over stores, which may share some.</summary>
    public long? Slugs { get; init; }

    /// <summary>Lines written to Site Builder files.</summary>
    public long Lines { get; init; }

    /// <summary>Wall clock of the automated parts.</summary>
    public TimeSpan AutomationTime { get; init; }

    /// <summary>Manual estimate less duration, of successful runs that have an estimate; negative if the tool was slower.</summary>
    public TimeSpan TimeSaved { get; init; }

    /// <summary><see cref="AutomationTime"/> in seconds.</summary>
    public double AutomationTimeSeconds => AutomationTime.TotalSeconds;

    /// <summary><see cref="TimeSaved"/> in seconds.</summary>
    public double TimeSavedSeconds => TimeSaved.TotalSeconds;

    /// <summary>With -Team and no grouping: who has most runs, at most ten; else empty.</summary>
    public Statistic[] TopContributor { get; init; } = [];

    /// <summary><see cref="AutomationTime"/> as tables show it.</summary>
    public string AutomationText => TimeText.Duration(AutomationTime);

    /// <summary><see cref="TimeSaved"/> as tables show it.</summary>
    public string SavedText => TimeText.Duration(TimeSaved);

    /// <summary>The group and the number of runs.</summary>
    public override string ToString() => $"{(Group.Length > 0 ? Group : Scope)}: {CountText.Of(Runs, "run")}";
}
