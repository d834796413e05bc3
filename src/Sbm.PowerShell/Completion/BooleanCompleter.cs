using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Sbm;

/// <summary>Offers <c>$true</c> and <c>$false</c>, for which PowerShell has file names instead.</summary>
public sealed class BooleanCompleter : IArgumentCompleter
{
    private static readonly string[] Values = ["$true", "$false"];

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        Values
            .Where(value => value.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .Select(static value => new CompletionResult(value));
}
