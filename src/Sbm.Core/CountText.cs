using System.Globalization;

namespace Sbm.Core;

/// <summary>Counts as people say them: <c>1 run</c>, <c>2 runs</c>.</summary>
public static class CountText
{
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for several; <paramref name="one"/> with an <c>s</c> if null.</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
