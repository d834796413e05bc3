using System.Globalization;
using System.Management.Automation;

namespace Sbm;

/// <summary>
/// Shows what a script outputs, and keeps back an object that may turn out to be its last and hold the run's figures.
/// Public for the engine's sake, which binds it to a parameter.
/// </summary>
public sealed class ScriptOutput
{
    private static readonly string[] HostTag = ["PSHOST"];

    private readonly SbmCommand _cmdlet;
    private PSObject? _last;

    internal ScriptOutput(SbmCommand cmdlet) => _cmdlet = cmdlet;

    /// <summary>Takes the next object.</summary>
    internal void Take(PSObject? value)
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
