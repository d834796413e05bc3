using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Statistics;

namespace Sbm.Commands;

/// <summary>Sums what was recorded, here or by the whole team.</summary>
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

    [Parameter]
    public SwitchParameter Team { get; set; }

    [Parameter]
    public SwitchParameter Exact { get; set; }

    private RunGrouping Grouping => Enum.Parse<RunGrouping>(GroupBy, ignoreCase: true);

    private protected override void Begin()
    {
        TimeRange.Check(this, Since, Until);
        if (Exact && !Team)
        {
            Fail(new SbmException("InvalidExact", "-Exact is about the team's figures: local ones are always exact.", "Add -Team, or leave -Exact away."));
        }

        if (Team && !Exact && (Grouping is not (RunGrouping.None or RunGrouping.User) || Since is not null || Until is not null))
        {
            var asked = Grouping is RunGrouping.None or RunGrouping.User ? Since is not null ? "-Since" : "-Until" : $"-GroupBy {GroupBy}";
            Fail(new SbmException("InvalidTeamQuery", $"The team's summaries do not know {asked}.", "Add -Exact, which reads everybody's runs."));
        }
    }

    protected override void ProcessRecord()
    {
        try
        {
            if (!Team || !WriteTeam())
            {
                WriteLocal();
            }
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

    private void WriteLocal()
    {
        if (OpenStore() is { } store)
        {
            WriteAll(store.ReadAll(Interruption).Select(static run => run.Record), "local");
        }
    }

    private bool WriteTeam()
    {
        var team = new TeamRuns(this, ReadParameters(), Interruption);
        if (Exact)
        {
            var runs = team.ReadAll();
            WriteAll(runs ?? [], "team", isWritten: runs is not null);
            return runs is not null;
        }

        if (team.ReadSummaries() is not { } users)
        {
            return false;
        }

        foreach (var statistic in Grouping == RunGrouping.User ? users : [StatisticFactory.SumOf(users)])
        {
            WriteObject(ListedProperties.On(statistic));
        }

        return true;
    }

    private void WriteAll(IEnumerable<RunRecord> runs, string scope, bool isWritten = true)
    {
        if (!isWritten)
        {
            return;
        }

        var within = runs.Where(run => (Since is null || run.Timestamp >= Since) && (Until is null || run.Timestamp <= Until)).ToList();
        var top = scope == "team" && Grouping == RunGrouping.None ? StatisticFactory.Top(StatisticFactory.Of(within, RunGrouping.User, scope)) : [];
        foreach (var statistic in StatisticFactory.Of(within, Grouping, scope, top))
        {
            WriteObject(ListedProperties.On(statistic));
        }
    }
}
