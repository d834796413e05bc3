using System.Runtime.CompilerServices;
using Sbm.Core.Logging;
using Sbm.Core.Settings;
using Sbm.Core.Sync;

namespace Sbm;

/// <summary>
/// The process's automatic sync. There is one for all runspaces that import the module, as there is one exit to wait at.
/// </summary>
internal static class BackgroundSync
{
    private static readonly Lazy<AutomaticSync> OfProcess = new(static () => new AutomaticSync());

    /// <summary>Has what was recorded sent, if a database is configured. Returns at once and never throws.</summary>
    /// <param name="storePath">Full path of the store.</param>
    internal static void Trigger(string storePath) => OfProcess.Value.Trigger(new SettingParameters { StorePath = storePath });

    /// <summary>Starts a sync that somebody asked for: it gets the same last effort when the process ends, and the store is looked at once more after it.</summary>
    internal static Task<Core.Sync.SyncReport> RunAsync(
        SyncSession session, SyncRequest request, Action<SyncProgress> progress, Action<SyncLogLevel, string> log, CancellationToken ct) =>
        OfProcess.Value.RunAsync(session, request, progress, log, ct);

    /// <summary>How long a sync may go on whose session is closed.</summary>
    internal static TimeSpan ExitTimeout => OfProcess.Value.ExitTimeout;

    /// <summary>Has what is left from before sent, if there is anything. Returns at once and never throws.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // an import that has nothing to send must not need Core
    internal static void TriggerIfPending() => OfProcess.Value.TriggerIfPending();
}
