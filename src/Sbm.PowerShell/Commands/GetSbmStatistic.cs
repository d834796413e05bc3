using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Statistics;

namespace Sbm.Commands;

/// <summary>Sums what was recorded.</summary>
[Cmdlet(VerbsCommon.Get, "SbmStatistic")]
[OutputType(typeof(Statistic))]
public sealed class GetSbmStatistic : SbmCommand
{
    /// <summary>Text, so that the values of the core's own type are not needed to look at this one.</summary>
    [Parameter(Position = 0)]
    [ValidateSet("None", "Day", "Week", "Month", "User", "Slug", "Status")]
    public string GroupBy { get; set; } = "None";

    [Parameter]
    [Time]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public DateTimeOffset? Since { get; set; }

    [Parameter]
    [Time]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public DateTimeOffset? Until { get; set; }

    private RunGrouping Grouping => Enum.Parse<RunGrouping>(GroupBy, ignoreCase: true);

    protected override void BeginProcessing() => TimeRange.Check(this, Since, Until);

    protected override void ProcessRecord()
    {
        if (OpenStore() is not { } store)
        {
            return;
        }

        try
        {
            WriteAll(store.ReadAll(Interruption).Select(static run => run.Record), "local");
        }
        catch (SbmException error)
        {
            Fail(error);
        }
        catch (OperationCanceledException) when (Interruption.IsCancellationRequested)
        {
            // Ctrl+C; the engine says so itself.
        }
    }

    private void WriteAll(IEnumerable<RunRecord> runs, string scope)
    {
        var within = runs.Where(run => (Since is null || run.Timestamp >= Since) && (Until is null || run.Timestamp <= Until));
        foreach (var statistic in StatisticFactory.Of(within, Grouping, scope))
        {
            WriteObject(statistic);
        }
    }
}
