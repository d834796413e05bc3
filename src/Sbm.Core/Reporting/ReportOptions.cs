namespace Sbm.Core.Reporting;

/// <summary>What a report is about.</summary>
public sealed record ReportOptions
{
    /// <summary>The earliest time; null from the first run on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The latest time; null up to the last run.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whose runs they are, in words that follow "runs".</summary>
    public string Scope { get; init; } = "recorded on this machine";

    /// <summary>Whose days and weeks are meant.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Local;
}
