using System.Globalization;

namespace Sbm;

/// <summary>The coloured columns of a sync's report; the module's format file calls it.</summary>
public static class SyncReportView
{
    /// <summary>Why the sync ended, red or yellow where runs were left behind.</summary>
    public static string End(SyncReport report, object? style)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.End switch
        {
            "Completed" or "NothingToDo" => ViewStyle.Coloured(report.End, "Green", style),
            "Refused" => ViewStyle.Coloured(report.End, "Red", style),
            _ => ViewStyle.Coloured(report.End, "Yellow", style),
        };
    }

    /// <summary>A number of runs, in a colour unless it is 0.</summary>
    public static string Count(int runs, string colour, object? style)
    {
        var text = runs.ToString(CultureInfo.InvariantCulture);
        return runs > 0 ? ViewStyle.Coloured(text, colour, style) : text;
    }
}
