using System.Management.Automation;

namespace Sbm;

/// <summary>
/// What PowerShell lists of an object where no view of ours does, as behind another command's table: what only serves tables is not
/// among it. Said with each object: a file of types would have to be read by every import.
/// </summary>
internal static class ListedProperties
{
    private static readonly Dictionary<Type, string[]> OfType = new()
    {
        [typeof(SyncReport)] =
        [
            nameof(SyncReport.End), nameof(SyncReport.Message), nameof(SyncReport.Attempted), nameof(SyncReport.Synced), nameof(SyncReport.Failed),
            nameof(SyncReport.Pending), nameof(SyncReport.Requests), nameof(SyncReport.Duration), nameof(SyncReport.FailedRun), nameof(SyncReport.PendingRun),
            nameof(SyncReport.Verified), nameof(SyncReport.VerifyError), nameof(SyncReport.MissingRun), nameof(SyncReport.DifferentRun), nameof(SyncReport.StorePath),
        ],
        [typeof(SyncStatus)] =
        [
            nameof(SyncStatus.StateText), nameof(SyncStatus.Synced), nameof(SyncStatus.Pending), nameof(SyncStatus.Failed), nameof(SyncStatus.Other),
            nameof(SyncStatus.OldestPending), nameof(SyncStatus.LastSuccess), nameof(SyncStatus.LastAttempt), nameof(SyncStatus.SyncingProcess),
            nameof(SyncStatus.OfflineUntil), nameof(SyncStatus.Destination), nameof(SyncStatus.Credential), nameof(SyncStatus.AutoSync),
            nameof(SyncStatus.ReasonText), nameof(SyncStatus.WarningText), nameof(SyncStatus.LogText), nameof(SyncStatus.StorePath),
        ],
        [typeof(ThemeAnalysis)] =
        [
            nameof(ThemeAnalysis.Slug), nameof(ThemeAnalysis.ThemePath), nameof(ThemeAnalysis.Sources), nameof(ThemeAnalysis.ScssLines),
            nameof(ThemeAnalysis.LinesMigrated), nameof(ThemeAnalysis.FilesCreated), nameof(ThemeAnalysis.Mixins), nameof(ThemeAnalysis.Variables),
            nameof(ThemeAnalysis.Unconverted), nameof(ThemeAnalysis.Warnings), nameof(ThemeAnalysis.Differences), nameof(ThemeAnalysis.Verified),
            nameof(ThemeAnalysis.ManualEstimate), nameof(ThemeAnalysis.Diff),
        ],
        [typeof(Statistic)] =
        [
            nameof(Statistic.Group), nameof(Statistic.Scope), nameof(Statistic.Runs), nameof(Statistic.Successes), nameof(Statistic.Slugs),
            nameof(Statistic.Lines), nameof(Statistic.AutomationTime), nameof(Statistic.TimeSaved), nameof(Statistic.TopContributor),
        ],
        [typeof(ConfigurationSetting)] =
        [
            nameof(ConfigurationSetting.Name), nameof(ConfigurationSetting.Value), nameof(ConfigurationSetting.Source), nameof(ConfigurationSetting.Origin),
            nameof(ConfigurationSetting.Description), nameof(ConfigurationSetting.Variable), nameof(ConfigurationSetting.Error),
        ],
        [typeof(ConnectionStep)] =
        [
            nameof(ConnectionStep.Step), nameof(ConnectionStep.Succeeded), nameof(ConnectionStep.Duration), nameof(ConnectionStep.Detail), nameof(ConnectionStep.Remedy),
        ],
    };

    /// <summary>The object, with what is listed of it.</summary>
    internal static PSObject On(object value)
    {
        var item = PSObject.AsPSObject(value);
        item.Members.Add(new PSMemberSet("PSStandardMembers", [new PSPropertySet("DefaultDisplayPropertySet", OfType[value.GetType()])]));
        return item;
    }
}
