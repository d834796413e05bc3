using Sbm.Core;

namespace Sbm;

/// <summary>What a migration of a theme would give. Control characters in texts are made visible.</summary>
public sealed class ThemeAnalysis
{
    /// <summary>The folder's name, which would be the slug.</summary>
    public string Slug { get; init; } = string.Empty;

    /// <summary>Full path of the theme.</summary>
    public string ThemePath { get; init; } = string.Empty;

    /// <summary>The style sheets that would be read, relative to the theme.</summary>
    public IReadOnlyList<ThemeSource> Sources { get; init; } = [];

    /// <summary>Lines of all of them.</summary>
    public long ScssLines { get; init; }

    /// <summary>Lines that would be written.</summary>
    public long LinesMigrated { get; init; }

    /// <summary>Files with content that would be written.</summary>
    public long FilesCreated { get; init; }

    /// <summary>The mixins of the common theme that are used, and how often.</summary>
    public IReadOnlyList<MixinUse> Mixins { get; init; } = [];

    /// <summary>The variables for which the theme has values of its own.</summary>
    public IReadOnlyList<ThemeVariable> Variables { get; init; } = [];

    /// <summary>What would be left as it is, or become a comment.</summary>
    public IReadOnlyList<UnconvertedConstruct> Unconverted { get; init; } = [];

    /// <summary>What else to look at, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>With -Verify: what the outputs mean otherwise than the sources.</summary>
    public IReadOnlyList<MeaningDifference> Differences { get; init; } = [];

    /// <summary>With -Verify: whether every difference is explained by a rule of the migration; null if that is not known.</summary>
    public bool? Verified { get; init; }

    /// <summary>What the work would take by hand.</summary>
    public TimeSpan ManualEstimate { get; init; }

    /// <summary><see cref="ManualEstimate"/> in seconds.</summary>
    public double ManualEstimateSeconds => ManualEstimate.TotalSeconds;

    /// <summary><see cref="ManualEstimate"/> as tables show it: <c>3h 20m</c>.</summary>
    public string ManualEstimateText => TimeText.Duration(ManualEstimate);

    /// <summary>From the files that are there to those that would be written, as a unified diff; empty if nothing would change.</summary>
    public string Diff { get; init; } = string.Empty;

    /// <summary>How many constructs would be left, as tables show it.</summary>
    public int UnconvertedCount => Unconverted.Count;

    /// <summary>The slug and what would be left.</summary>
    public override string ToString() => $"{Slug} ({UnconvertedCount} left)";
}

/// <summary>A difference between what a theme's sources mean and what its outputs would mean.</summary>
/// <param name="Output">The file that would be written; empty where a difference is of none.</param>
/// <param name="Source">What the source says, with its place where that is known; empty if nothing.</param>
/// <param name="Result">What the output would say; empty if nothing.</param>
/// <param name="Rule">The rule of the migration that explains it; null if none does: the run would fail.</param>
public sealed record MeaningDifference(string Output, string Source, string Result, string? Rule);

/// <summary>A style sheet of a theme.</summary>
/// <param name="File">Relative to the theme, with <c>/</c>.</param>
/// <param name="Lines">Its lines.</param>
public sealed record ThemeSource(string File, int Lines);

/// <summary>A mixin of the common theme that a theme uses.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">How often it is expanded.</param>
public sealed record MixinUse(string Name, int Count);

/// <summary>A variable for which a theme has a value of its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The value; several joined with <c>or</c>.</param>
public sealed record ThemeVariable(string Name, string Value);

/// <summary>A construct that would be left as it is, or become a comment.</summary>
/// <param name="File">Relative to the theme, with <c>/</c>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Kind">One word: <c>Variable</c>, <c>Mixin</c>, <c>Function</c>, …</param>
/// <param name="Message">Why it cannot be converted.</param>
/// <param name="Text">The construct, on one line.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record UnconvertedConstruct(string File, int Line, int Column, string Kind, string Message, string Text, string Advice);
