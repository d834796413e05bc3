using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Sbm;

/// <summary>
/// The tables and lists in which a session shows the module's objects. The first command of a session brings them, not the import:
/// for any file of views, however short, the engine makes all its own views once more, which would be a third of an import.
/// </summary>
/// <remarks>
/// They are a module of their own because Import-Module is the only way to them that loads no other assembly: Update-FormatData
/// would make the first command slower by as much as the whole import. Thread-safe.
/// </remarks>
internal static class SessionViews
{
    private static readonly string Manifest = Path.Combine(Path.GetDirectoryName(typeof(SessionViews).Assembly.Location)!, "Views", "Sbm.Views.psd1");
    private static readonly ConditionalWeakTable<Runspace, string> Sessions = [];

    /// <summary>Brings the views into the calling thread's session, once. Without them its objects are shown as any others.</summary>
    internal static void Load()
    {
        if (Runspace.DefaultRunspace is { } session && Sessions.TryAdd(session, Manifest))
        {
            Run(CommandOfCore("Import-Module"), ("Name", Manifest), ("Scope", "Global"));
        }
    }

    /// <summary>Takes them away again: the module is being removed.</summary>
    internal static void Unload()
    {
        if (Runspace.DefaultRunspace is { } session && Sessions.Remove(session))
        {
            Run(CommandOfCore("Remove-Module"), ("Name", Path.GetFileNameWithoutExtension(Manifest)), ("WhatIf", false), ("Confirm", false));
        }
    }

    // By its full name: a session may have a function of the same one.
    private static string CommandOfCore(string name) => $"Microsoft.PowerShell.Core\\{name}";

    private static void Run(string command, params (string Name, object Value)[] parameters)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace).AddCommand(command)
            .AddParameter("Verbose", false).AddParameter("ErrorAction", ActionPreference.Ignore);
        foreach (var (name, value) in parameters)
        {
            shell.AddParameter(name, value);
        }

        try
        {
            shell.Invoke();
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            // A session that may not import, say: how its objects look is not worth failing a command.
        }
    }
}
