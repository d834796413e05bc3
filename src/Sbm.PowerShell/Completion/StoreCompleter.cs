using System.Collections;
using System.Management.Automation;
using Sbm.Core.Runs;
using Sbm.Core.Settings;
using Sbm.Core.Store;

namespace Sbm;

/// <summary>Completes slugs, ids, user ids and commands from the store: <c>-Slug</c>, <c>-Id</c>, <c>-UserId</c>, <c>-Command</c>.</summary>
public sealed class StoreCompleter : ValueCompleter
{
    private protected override bool IsPattern => true;

    private protected override IEnumerable<string> Values(string parameterName, IDictionary bound)
    {
        var settings = new SbmSettings(new SettingParameters { StorePath = bound["StorePath"] is { } path ? FullPath(path.ToString()!) : null });
        var runs = new RunStore(settings.StorePath.Value).ReadAll();
        return parameterName.ToUpperInvariant() switch
        {
            "ID" => runs.Reverse().Select(static run => run.Record.Id ?? string.Empty), // the newest first: who wants an id wants a late one
            "USERID" => Sorted(runs, static run => run.UserId),
            "COMMAND" => Sorted(runs, static run => run.Command),
            _ => Sorted(runs, static run => run.Slug),
        };
    }

    private static IOrderedEnumerable<string> Sorted(IEnumerable<StoredRun> runs, Func<RunRecord, string?> field) =>
        runs.Select(run => field(run.Record) ?? string.Empty).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase);

    // As PowerShell resolves it: from its own location, with its drives and its ~.
    private static string FullPath(string path)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Microsoft.PowerShell.Management\\Convert-Path").AddParameter("LiteralPath", path).Invoke<string>().FirstOrDefault() ?? path;
    }
}
