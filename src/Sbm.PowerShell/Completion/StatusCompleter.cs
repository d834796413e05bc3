using System.Collections;

namespace Sbm;

/// <summary>Completes the values that Sbm writes for <c>-Status</c> and <c>-SyncStatus</c>.</summary>
public sealed class StatusCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary bound) =>
        string.Equals(parameterName, "SyncStatus", StringComparison.OrdinalIgnoreCase) ? KnownStatus.OfSync : KnownStatus.OfRun;
}
