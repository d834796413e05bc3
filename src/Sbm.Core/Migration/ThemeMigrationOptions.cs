namespace Sbm.Core.Migration;

/// <summary>What to migrate, and how.</summary>
public sealed record ThemeMigrationOptions
{
    /// <summary>Full path of the legacy theme's folder, the one that holds <c>css</c>.</summary>
    public required string ThemePath { get; init; }

    /// <summary>Full path of the folder for the Site Builder files; the theme's own if null. It is created if it is not there.</summary>
    public string? DestinationPath { get; init; }

    /// <summary>Full path of the folder for the report; none is written if null.</summary>
    public string? ReportFolder { get; init; }

    /// <summary>The theme's name in the report.</summary>
    public required string Slug { get; init; }

    /// <summary>Overwrite Site Builder files that have content, whoever wrote it.</summary>
    public bool Force { get; init; }

    /// <summary>Somebody agreed to migrate again: files that are still what Sbm wrote may be replaced.</summary>
    public bool IsAgreed { get; init; }

    /// <summary>What Sbm wrote when it migrated the theme last: full paths, and the SHA-256 of each file.</summary>
    public IReadOnlyDictionary<string, string> Written { get; init; } = new Dictionary<string, string>();

    /// <summary>The id of the run, under which what it replaces is kept.</summary>
    public string RunId { get; init; } = string.Empty;

    /// <summary>Full path of the folder for what runs replace; nothing is kept if null.</summary>
    public string? KeptFolder { get; init; }

    /// <summary>Prove with the <c>sass</c> on the PATH that the outputs mean what the sources mean; otherwise the migration fails.</summary>
    public bool Verify { get; init; }

    /// <summary>Full path of the folder of the team's own common theme, to verify under it; null for the stand-in that the tables make.</summary>
    public string? CommonThemePath { get; init; }

    /// <summary>Fail if anything had to be left unconverted.</summary>
    public bool Strict { get; init; }

    /// <summary>Full paths of further mixin tables; later ones go before earlier ones, and all before the common theme's.</summary>
    public IReadOnlyList<string> MixinPaths { get; init; } = [];

    /// <summary>Selectors and names, with <c>*</c> and <c>?</c>, that stay although they look like header, footer or navigation.</summary>
    public IReadOnlyList<string> KeepSelectors { get; init; } = [];

    /// <summary>Where time comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
