using Microsoft.Extensions.Logging;
using Sbm.Core.Firebase;
using Sbm.Core.Firebase.Credentials;
using Sbm.Core.Firebase.Http;
using Sbm.Core.Logging;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;

namespace Sbm.Core.Sync;

/// <summary>Syncs because somebody asked for it. Thread-safe; each call stands for itself.</summary>
/// <param name="environment">What settings are read from besides parameters; the process's if null.</param>
/// <param name="time">Where time comes from; the system's clock if null.</param>
public sealed class SyncSession(SettingEnvironment? environment = null, TimeProvider? time = null)
{
    private readonly SettingEnvironment _environment = environment ?? SettingEnvironment.OfProcess();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    internal FirebaseOptions Firebase { get; init; } = new();

    internal DrainOptions Drain { get; init; } = new();

    /// <summary>Whether a sync that has sent something also tells the team's figures.</summary>
    internal bool TellsTeam { get; init; } = true;

    /// <summary>Drains the store. Returns at once; the work is done on the thread pool.</summary>
    /// <param name="request">What to send, and where.</param>
    /// <param name="progress">Is told how far it is; from any thread.</param>
    /// <param name="log">Is told what happens; from any thread. No message holds a secret.</param>
    /// <param name="ct">Calls it off: the report then says <see cref="SyncEnd.Cancelled"/>, and nothing is lost.</param>
    /// <param name="leaving">The same, because the process ends: that a database did not answer until then is remembered.</param>
    /// <returns>
    /// The report. If its <see cref="SyncReport.Fault"/> is there, nothing can be sent until the user has mended something.
    /// </returns>
    /// <exception cref="SbmException">
    /// <c>NotConfigured</c>: no database, or no credential for it; <c>InvalidSetting</c>, <c>InvalidConfigFile</c>,
    /// <c>UnknownSetting</c>: a setting is wrong; <c>StoreUnavailable</c>: the store cannot be read or written.
    /// </exception>
    public Task<SyncReport> RunAsync(
        SyncRequest request, Action<SyncProgress>? progress = null, Action<SyncLogLevel, string>? log = null, CancellationToken ct = default, CancellationToken leaving = default) =>
        Task.Run(
            async () =>
            {
                using var logging = SinkLoggerFactory.Create(log ?? ((_, _) => { }));
                var logger = logging.CreateLogger("Sync");
                var settings = Check(request.Parameters);
                Warn(settings, logger);
                var selection = new UploadSelection(Automatic: false, request.Only, request.Force);
                var options = Drain with { Deadline = request.Timeout ?? Drain.Deadline, Leaving = leaving };
                return await DrainAsync(settings, selection, options, request.Verify, logger, progress, ct).ConfigureAwait(false);
            },
            CancellationToken.None);

    /// <summary>Finds out, without reading the store or using the network, whether a sync can be tried at all.</summary>
    /// <returns>The settings that it would use.</returns>
    /// <exception cref="SbmException">As <see cref="RunAsync"/>, but for the store.</exception>
    public SbmSettings Check(SettingParameters parameters)
    {
        var settings = new SbmSettings(parameters, _environment);
        settings.Validate();
        _ = CredentialMode.Of(settings, FirebaseSession.AddressOf(settings));
        return settings;
    }

    /// <summary>The runs that <see cref="RunAsync"/> would send now, in the order of sending.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>, or the store's setting is wrong.</exception>
    public IReadOnlyList<RunRecord> Plan(SyncRequest request)
    {
        var store = new RunStore(new SbmSettings(request.Parameters, _environment).StorePath.Value);
        return new UploadSelection(Automatic: false, request.Only, request.Force)
            .Of(store.ReadAll(), RunKey.Of, static _ => false, _time.GetUtcNow())
            .SelectMany(upload => upload.Marked)
            .Select(run => run.Record)
            .ToList();
    }

    /// <summary>Drains because something was recorded, or the module imported; logs to files.</summary>
    /// <exception cref="SbmException">As <see cref="RunAsync"/>; it is in the log already.</exception>
    internal async Task<SyncReport> RunAutomaticallyAsync(SbmSettings settings, CancellationToken ct)
    {
        using var logging = LogFiles.TryCreate(settings, _time);
        var logger = logging.CreateLogger("Sync");
        try
        {
            _ = settings.AutoSync; // one that cannot be understood may well have been meant to say no
            Warn(settings, logger);
            return await DrainAsync(settings, new UploadSelection(Automatic: true), Drain, verify: false, logger, null, ct).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "The sync failed: {Reason}", e is SbmException fault ? $"{fault.Message} {fault.RecommendedAction}" : e.ToString());
            throw;
        }
    }

    private async Task<SyncReport> DrainAsync(
        SbmSettings settings, UploadSelection selection, DrainOptions options, bool verify, ILogger log, Action<SyncProgress>? progress, CancellationToken ct)
    {
        using var firebase = FirebaseSession.Open(settings, FirebaseSession.AddressOf(settings), Firebase, _time, log);
        using var store = new RunStore(settings.StorePath.Value, warn: warning => log.LogWarning("{Warning}", warning));
        var files = new SyncFiles(store.Path, settings.StateDirectory);
        var drain = new Drain(new LocalStore(store, files), new FirebaseDestination(firebase.Database, log), selection, options, _time, log, progress);
        var start = _time.GetTimestamp();
        var report = await drain.RunAsync(ct).ConfigureAwait(false);
        if (report.Confirmed.Count == 0 && report.OwedSince is null)
        {
            return report;
        }

        // What is left of the time is enough for what is not a run, or it is left to the next sync.
        using var deadline = new CancellationTokenSource(Shorter(options.Deadline - _time.GetElapsedTime(start)), _time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(ct, options.Leaving, deadline.Token);
        try
        {
            if (verify)
            {
                report = report with { Verified = await SyncVerification.VerifyAsync(firebase.Database, report.Confirmed, any.Token).ConfigureAwait(false) };
            }

            if (TellsTeam)
            {
                await new TeamWriter(firebase.Database, store, files, settings, _time, log).WriteAsync(report, any.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            log.LogDebug("There was no time left for the team's figures.");
        }

        return report;
    }

    private static TimeSpan Shorter(TimeSpan left) => left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private static void Warn(SbmSettings settings, ILogger log)
    {
        foreach (var warning in settings.Warnings)
        {
            log.LogWarning("{Warning}", warning);
        }
    }
}
