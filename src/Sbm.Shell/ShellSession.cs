using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Sbm.Shell;

/// <summary>The engine with the module imported. Runs scripts one after the other and tells their exit codes.</summary>
internal sealed class ShellSession : IDisposable
{
    // The engine forgets $? at the end of a pipeline, so each script notes it as its last statement.
    private const string SuccessVariable = "__sbmSucceeded";

    private const string FileVariable = "__sbmFile";

    private readonly ShellHost _host;
    private readonly Runspace _runspace;
    private PowerShell? _running;

    internal ShellSession(bool isInteractive)
    {
        _host = new ShellHost(isInteractive);
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Path.Combine(AppContext.BaseDirectory, "Modules", "Sbm", "Sbm.psd1")]);
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        Environment.SetEnvironmentVariable("PSModulePath", ModulePath());
        _runspace.Open();
        if (ShellHost.IsPlain)
        {
            Invoke("$PSStyle.OutputRendering = 'PlainText'", out _);
        }

        Console.CancelKeyPress += OnCancel;
    }

    /// <summary>Whether a script has asked to leave.</summary>
    internal bool IsLeaving => _host.ExitCode is not null;

    /// <summary>Runs a script; its exit code is 1 if it ended in an error.</summary>
    internal int Run(string script)
    {
        var result = Invoke(script, out var isSuccess);
        return result ?? (isSuccess ? 0 : ExitCodes.Failed);
    }

    /// <summary>Runs a file; its exit code is 1 only if a terminating error escaped.</summary>
    internal int RunFile(string file, IReadOnlyList<string> arguments)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"There is no file '{path}'. Give the path of a script with -f.");
            return ExitCodes.WrongUsage;
        }

        // As a block that knows its file: the exit of a script that is called by its path ends that script alone.
        ScriptBlock script;
        try
        {
            script = Parser.ParseFile(path, out _, out _).GetScriptBlock();
        }
        catch (RuntimeException error)
        {
            ShowError(error.ErrorRecord);
            return ExitCodes.Failed;
        }

        _runspace.SessionStateProxy.SetVariable(FileVariable, script);
        return Invoke(string.Join(' ', arguments.Select(Argument).Prepend("& $" + FileVariable)), out _) ?? 0;
    }

    /// <summary>Stops what is running, as Ctrl+C does.</summary>
    internal void Stop() => _running?.BeginStop(null, null);

    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancel;
        _runspace.Dispose();
    }

    // The exit code that must be used whatever $? says; null if there is none.
    private int? Invoke(string script, out bool isSuccess)
    {
        using var shell = PowerShell.Create(_runspace);
        _running = shell;
        shell.AddScript($"{script}\n${SuccessVariable}.Value = $?").AddCommand("Out-Default");
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        isSuccess = false;
        var succeeded = new StrongBox<bool>(true);
        _runspace.SessionStateProxy.SetVariable(SuccessVariable, succeeded);
        try
        {
            shell.Invoke(null, new PSInvocationSettings { AddToHistory = false });
            isSuccess = _host.ExitCode is null && succeeded.Value;
            return _host.ExitCode;
        }
        catch (PipelineStoppedException)
        {
            return _host.ExitCode ?? ExitCodes.Interrupted;
        }
        catch (RuntimeException error)
        {
            ShowError(error.ErrorRecord);
            return _host.ExitCode ?? ExitCodes.Failed;
        }
        finally
        {
            _running = null;
        }
    }

    private void ShowError(ErrorRecord error)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default").AddParameter("InputObject", error);
        shell.Invoke();
    }

    private void OnCancel(object? sender, ConsoleCancelEventArgs pressed)
    {
        if (_running is not null)
        {
            pressed.Cancel = true;
            Stop();
        }
    }

    private static string Argument(string text) =>
        text.StartsWith('-') && text.Skip(1).All(static c => char.IsLetterOrDigit(c) || c == ':')
            ? text
            : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string ModulePath()
    {
        var own = Path.Combine(AppContext.BaseDirectory, "Modules");
        var given = Environment.GetEnvironmentVariable("PSModulePath");
        return string.IsNullOrEmpty(given) ? own : own + Path.PathSeparator + given;
    }
}
