using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Sbm;

/// <summary>Completes the values that Sbm writes for <c>-Status</c> and <c>-SyncStatus</c>; others are accepted too.</summary>
public sealed class StatusCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string[] values = string.Equals(parameterName, "SyncStatus", StringComparison.OrdinalIgnoreCase)
            ? ["pending_sync", "synced", "failed"]
            : ["success", "failed", "interrupted"];
        return values
            .Where(value => value.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .Select(static value => new CompletionResult(value));
    }
}
