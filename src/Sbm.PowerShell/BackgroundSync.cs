using System.Runtime.CompilerServices;
using Sbm.Core.Settings;
using Sbm.Core.Sync;

namespace Sbm;

/// <summary>
/// The process's automatic sync. There is one for all runspaces that import the module, as there is one exit to wait at.
/// </summary>
internal static class BackgroundSync
{
    private static readonly Lazy<AutomaticSync> OfProcess = new(static () => new AutomaticSync());

    /// <summary>Has what is pending sent, if a database is configured. Returns at once and never throws.</summary>
    /// <param name="storePath">Full path of the store; the configured one if null.</param>
    [MethodImpl(MethodImplOptions.NoInlining)] // a caller that registers the way to Core must not need Core itself
    internal static void Trigger(string? storePath = null) =>
        OfProcess.Value.Trigger(new SettingParameters { StorePath = storePath });
}
