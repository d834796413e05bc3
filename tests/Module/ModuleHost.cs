using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Sbm.ModuleTests;

/// <summary>An engine with the built module imported, a folder of its own, and a store in it.</summary>
public sealed class ModuleHost : IDisposable
{
    private readonly Runspace _runspace;

    public ModuleHost()
    {
        Folder = Directory.CreateTempSubdirectory("sbm-module-").FullName;
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Path.Combine(Built.ModuleFolder, "Sbm.psd1")]);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        _runspace.SessionStateProxy.SetVariable("store", Store);
        _runspace.SessionStateProxy.SetVariable("folder", Folder);
        _runspace.SessionStateProxy.SetVariable("module", Path.Combine(Built.ModuleFolder, "Sbm.psd1"));
        _runspace.SessionStateProxy.Path.SetLocation(Folder);
        Run("$PSDefaultParameterValues = @{ '*-Sbm*:StorePath' = $store; 'Invoke-SbmMigration:ReportPath' = \"$folder/reports\" }");
    }

    public string Folder { get; }

    public string Store => Path.Combine(Folder, "store.json");

    /// <summary>Runs a script; its streams are in the answer.</summary>
    public Answer Run(string script)
    {
        using var shell = PowerShell.Create(_runspace);
        var output = shell.AddScript(script).Invoke();
        return new Answer(
            [.. output],
            [.. shell.Streams.Error],
            [.. shell.Streams.Warning.Select(static warning => warning.Message)],
            [.. shell.Streams.Information])
        {
            Verbose = [.. shell.Streams.Verbose.Select(static record => record.Message)],
            Debug = [.. shell.Streams.Debug.Select(static record => record.Message)],
            Progress = [.. shell.Streams.Progress],
        };
    }

    /// <summary>A shell to run something in that will be stopped.</summary>
    public PowerShell Begin(string script) => PowerShell.Create(_runspace).AddScript(script);

    /// <summary>A copy of the sample, or a theme with the given style sheets.</summary>
    public string Theme(string name, params (string File, string Scss)[] sheets)
    {
        var theme = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.Combine(theme, "css"));
        var sources = sheets.Length > 0
            ? sheets
            : [.. Directory.GetFiles(Path.Combine(Built.Sample, "css")).Select(file => (Path.GetFileName(file), File.ReadAllText(file)))];
        foreach (var (file, scss) in sources)
        {
            File.WriteAllText(Path.Combine(theme, "css", file), scss);
        }

        return theme;
    }

    /// <summary>Closes the engine's session, as a program does that is done with it.</summary>
    public void Close() => _runspace.Close();

    public void Dispose()
    {
        _runspace.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>What a script has written to its streams.</summary>
public sealed record Answer(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<InformationRecord> Information)
{
    public IReadOnlyList<string> Verbose { get; init; } = [];

    public IReadOnlyList<string> Debug { get; init; } = [];

    public IReadOnlyList<ProgressRecord> Progress { get; init; } = [];

    /// <summary>A property of the only object.</summary>
    public object? this[string property] => Output.Single().Properties[property].Value;
}
