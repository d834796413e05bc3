using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Sbm;

/// <summary>
/// Shows what a script outputs, and keeps back an object that may turn out to be its last and hold the run's figures.
/// Public for the engine's sake, which calls <see cref="Take"/>.
/// </summary>
public sealed class ScriptOutput
{
    private static readonly string[] HostTag = ["PSHOST"];

    private readonly SbmCommand _cmdlet;
    private PSObject? _last;

    internal ScriptOutput(SbmCommand cmdlet) => _cmdlet = cmdlet;

    /// <summary>Takes the next object.</summary>
    public void Take(PSObject? value)
    {
        ShowLast();
        if (value?.BaseObject is ErrorRecord error && !error.FullyQualifiedErrorId.StartsWith("NativeCommandError", StringComparison.Ordinal))
        {
            _cmdlet.WriteError(error);
        }
        else if (value is not null && ScriptFigures.AreIn(value))
        {
            _last = value;
        }
        else
        {
            Show(value);
        }
    }

    /// <summary>The figures that the script returned last; all zero if it returned none.</summary>
    internal ScriptFigures Finish()
    {
        var figures = ScriptFigures.From(_last, _cmdlet.WriteWarning);
        _last = null;
        return figures;
    }

    private void ShowLast()
    {
        if (_last is { } held)
        {
            _last = null;
            Show(held);
        }
    }

    private void Show(PSObject? value)
    {
        foreach (var line in Lines(value))
        {
            _cmdlet.WriteInformation(new HostInformationMessage { Message = line }, HostTag);
        }
    }

    private IEnumerable<string> Lines(PSObject? value)
    {
        if (value?.BaseObject is null or string or IFormattable
            || _cmdlet.InvokeCommand.GetCommand("Out-String", CommandTypes.Cmdlet) is null)
        {
            return [Convert.ToString(value?.BaseObject is IFormattable or string ? value.BaseObject : value, CultureInfo.CurrentCulture) ?? string.Empty];
        }

        return _cmdlet.InvokeCommand
            .InvokeScript(true, ScriptBlock.Create("param($Value) $Value | Out-String -Stream"), null, value)
            .Select(static line => line.ToString());
    }
}

/// <summary>The figures that a script may return for its run.</summary>
internal sealed record ScriptFigures
{
    private static readonly string[] Names = [nameof(LinesMigrated), nameof(FilesCreated), nameof(ScssLines), nameof(ReportPath), nameof(PullRequestUrl)];

    internal long LinesMigrated { get; private init; }

    internal long FilesCreated { get; private init; }

    internal long ScssLines { get; private init; }

    internal string? ReportPath { get; private init; }

    internal string? PullRequestUrl { get; private init; }

    internal static bool AreIn(PSObject value) => Array.Exists(Names, name => Find(value, name, out _));

    internal static ScriptFigures From(PSObject? value, Action<string> warn) => new()
    {
        LinesMigrated = Count(value, nameof(LinesMigrated), warn),
        FilesCreated = Count(value, nameof(FilesCreated), warn),
        ScssLines = Count(value, nameof(ScssLines), warn),
        ReportPath = Text(value, nameof(ReportPath)),
        PullRequestUrl = Text(value, nameof(PullRequestUrl)),
    };

    private static long Count(PSObject? value, string name, Action<string> warn)
    {
        if (!Find(value, name, out var found) || found is null)
        {
            return 0;
        }

        if (LanguagePrimitives.TryConvertTo<long>(found, CultureInfo.InvariantCulture, out var count) && count >= 0)
        {
            return count;
        }

        warn($"The script returned {name} = '{found}', which is not a count; the run is recorded with 0.");
        return 0;
    }

    private static string? Text(PSObject? value, string name) =>
        Find(value, name, out var found) && found?.ToString() is { Length: > 0 } text ? text : null;

    private static bool Find(PSObject? value, string name, out object? found)
    {
        found = null;
        if (value?.BaseObject is IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                if (string.Equals(entry.Key.ToString(), name, StringComparison.OrdinalIgnoreCase))
                {
                    found = entry.Value;
                    return true;
                }
            }

            return false;
        }

        if (value?.Properties[name] is { } property)
        {
            found = property.Value;
            return true;
        }

        return false;
    }
}
