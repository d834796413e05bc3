namespace Sbm.Core.Statistics;

/// <summary>By what runs are summed.</summary>
public enum RunGrouping
{
    /// <summary>All together.</summary>
    None,

    /// <summary>By local day: <c>2026-01-11</c>.</summary>
    Day,

    /// <summary>By ISO 8601 week, which begins on a Monday: <c>2026-W02</c>.</summary>
    Week,

    /// <summary>By local month: <c>2026-01</c>.</summary>
    Month,

    /// <summary>By who ran them.</summary>
    User,

    /// <summary>By theme.</summary>
    Slug,

    /// <summary>By outcome.</summary>
    Status,
}
