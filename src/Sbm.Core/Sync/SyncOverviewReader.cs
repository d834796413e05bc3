using Sbm.Core.Firebase.Credentials;
using Sbm.Core.Logging;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;

namespace Sbm.Core.Sync;

/// <summary>Finds out how it stands with syncing, without any network and without changing anything. Thread-safe.</summary>
/// <param name="environment">What settings are read from besides parameters; the process's if null.</param>
/// <param name="time">Where time comes from; the system's clock if null.</param>
public sealed class SyncOverviewReader(SettingEnvironment? environment = null, TimeProvider? time = null)
{
    private const int MostReasons = 20;
    private readonly SettingEnvironment _environment = environment ?? SettingEnvironment.OfProcess();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Reads the store and what syncs have left beside it.</summary>
    /// <exception cref="SbmException">The store cannot be read, or its setting is wrong. Every other wrong setting is a reason.</exception>
    public SyncOverview Read(SettingParameters? parameters = null, CancellationToken ct = default)
    {
        var settings = new SbmSettings(parameters, _environment);
        var warnings = new List<string>();
        var store = new RunStore(settings.StorePath.Value, warn: warnings.Add);
        var runs = store.ReadAll(ct);
        var files = new SyncFiles(store.Path, settings.StateDirectory);
        var info = files.ReadInfo();
        var isSyncing = DrainLease.IsTaken(files);
        var (destination, credential, fault) = Target(settings);
        var kept = new KeptResults(files.KeptResultsPath);
        var pending = runs.Where(static run => run.Record.SyncStatus == SyncStatus.Pending).ToList();
        var now = _time.GetUtcNow();
        var stamp = destination is null ? null : info.StampOf(destination);
        var autoSync = IsOn(settings);
        var logFolder = _environment.HomePath.Length > 0 ? Path.Combine(settings.SbmFolder, "logs") : null;
        if (destination is not null && logFolder is not null && LogFiles.FaultOf(logFolder) is { } unwritable)
        {
            warnings.Add(unwritable);
        }

        return new SyncOverview
        {
            StorePath = store.Path,
            Pending = pending.Count,
            Synced = runs.Count(static run => run.Record.SyncStatus == SyncStatus.Synced),
            Failed = runs.Count(static run => run.Record.SyncStatus == SyncStatus.Failed),
            Other = runs.Count(static run => run.Record.SyncStatus is not (SyncStatus.Pending or SyncStatus.Synced or SyncStatus.Failed)),
            Untold = kept.Any ? pending.Count(kept.Knows) : 0,
            OldestPending = pending.Min(static run => run.Record.Timestamp) is { } oldest && oldest < now ? now - oldest : null,
            LastAttempt = runs.Max(static run => run.Record.SyncAttemptedAt),
            LastSuccess = runs.Max(static run => run.Record.SyncedAt),
            IsSyncing = isSyncing,
            Holder = isSyncing ? info.Holder : null,
            OfflineUntil = stamp?.Holds(now) == true ? stamp.Until : null,
            Destination = destination,
            Credential = credential,
            AutoSync = autoSync,
            Reasons = Reasons(runs, kept, fault, autoSync, isSyncing).OrderByDescending(static reason => reason.IsFinal).ThenByDescending(static reason => reason.Count).Take(MostReasons).ToList(),
            Warnings = [.. warnings, .. settings.Warnings],
            LogFolder = logFolder,
        };
    }

    private static IEnumerable<SyncReason> Reasons(IReadOnlyList<StoredRun> runs, KeptResults kept, SbmException? fault, bool autoSync, bool isSyncing)
    {
        var open = runs.Where(static run => run.Record.SyncStatus is SyncStatus.Pending or SyncStatus.Failed).ToList();
        var untold = kept.Any ? open.Where(kept.Knows).ToHashSet(ReferenceEqualityComparer.Instance) : [];
        if (untold.Count > 0)
        {
            yield return new SyncReason(
                "They are in the database, but the store cannot be told: it cannot be written",
                untold.Count,
                "Give yourself the right to write the store and its folder; the next sync then marks them.",
                IsFinal: false);
        }

        open.RemoveAll(untold.Contains);
        if (open.Count == 0)
        {
            yield break;
        }

        if (fault is not null)
        {
            yield return new SyncReason(fault.Message, open.Count, fault.RecommendedAction, IsFinal: true);
        }

        foreach (var same in open.GroupBy(static run => (run.Record.SyncStatus, run.Record.SyncError)))
        {
            var isFailed = same.Key.SyncStatus == SyncStatus.Failed;
            if (same.Key.SyncError is { Length: > 0 } error)
            {
                var remedy = SyncRemedy.Of(error);
                yield return new SyncReason(error, same.Count(), remedy.Text, IsFinal: !isFailed && !remedy.MendsItself);
            }
            else if (fault is null)
            {
                yield return new SyncReason(
                    "Not tried yet",
                    same.Count(),
                    isSyncing ? "Nothing to do: a sync is under way."
                        : autoSync ? "Run Sync-SbmPendingRun, or wait: they are sent with the next run that is recorded."
                        : "Run Sync-SbmPendingRun: automatic sync is off (AutoSync, SBM_AUTOSYNC).",
                    IsFinal: false);
            }
        }
    }

    private static (string? Destination, string? Credential, SbmException? Fault) Target(SbmSettings settings)
    {
        try
        {
            settings.Validate();
            var address = Firebase.FirebaseSession.AddressOf(settings);
            return (address.ToString(), CredentialMode.Of(settings, address).Words, null);
        }
        catch (SbmException fault)
        {
            return (TryDestination(settings), null, fault);
        }
    }

    private static string? TryDestination(SbmSettings settings)
    {
        try
        {
            return settings.Destination?.ToString();
        }
        catch (SbmException)
        {
            return null;
        }
    }

    private static bool IsOn(SbmSettings settings)
    {
        try
        {
            return settings.AutoSync.Value;
        }
        catch (SbmException)
        {
            return false; // it may well have been meant to say no, and syncs by itself only if it says yes
        }
    }
}
