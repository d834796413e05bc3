using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Sbm.Core;

namespace Sbm;

/// <summary>
/// Completes an argument from a list of values. What is completed is always a value, never code, however hostile its source;
/// where nothing fits, nothing is offered: no file names.
/// </summary>
public abstract class ValueCompleter : IArgumentCompleter
{
    private static readonly char[] Quotes = ['\'', '"', '\u2018', '\u2019', '\u201A', '\u201B', '\u201C', '\u201D', '\u201E'];

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? string.Empty).Trim(Quotes).Replace("''", "'", StringComparison.Ordinal);
        try
        {
            return Values(parameterName, WithDefaults(commandName, fakeBoundParameters))
                .Where(static value => !string.IsNullOrEmpty(value))
                .Select(VisibleText.Of)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(value => value.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .Select(value => new CompletionResult(Quoted(IsPattern ? WildcardPattern.Escape(value) : value), value, CompletionResultType.ParameterValue, value))
                .ToList();
        }
        catch (Exception error) when (error is SbmException or IOException or UnauthorizedAccessException or RuntimeException)
        {
            return []; // the command itself will say what is wrong
        }
    }

    /// <summary>Whether the parameter takes patterns, so that a value must not be taken for one.</summary>
    private protected virtual bool IsPattern => false;

    /// <summary>What there is to choose from, in the order in which it is offered.</summary>
    /// <param name="parameterName">The parameter that is completed.</param>
    /// <param name="bound">The arguments that the command line has already.</param>
    private protected abstract IEnumerable<string> Values(string parameterName, IDictionary bound);

    // What the session gives the command without being asked, as $PSDefaultParameterValues has it. What a script block would give is left out.
    private static Hashtable WithDefaults(string commandName, IDictionary? given)
    {
        var bound = new Hashtable(given ?? new Hashtable(), StringComparer.OrdinalIgnoreCase);
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        var defaults = shell.AddCommand("Microsoft.PowerShell.Utility\\Get-Variable").AddParameter("Name", "PSDefaultParameterValues").AddParameter("ValueOnly").AddParameter("ErrorAction", "Ignore")
            .Invoke<IDictionary>().FirstOrDefault();
        foreach (DictionaryEntry entry in defaults is null || LanguagePrimitives.IsTrue(defaults["Disabled"]) ? new Hashtable() : defaults)
        {
            if (entry.Key is string key
                && key.Split(':', 2) is [var command, var parameter]
                && entry.Value is not ScriptBlock
                && WildcardPattern.Get(command.Trim(), WildcardOptions.IgnoreCase).IsMatch(commandName)
                && !bound.ContainsKey(parameter.Trim()))
            {
                bound.Add(parameter.Trim(), entry.Value);
            }
        }

        return bound;
    }

    private static string Quoted(string value) =>
        value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':') && !value.StartsWith('-')
            ? value
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}
