using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Store;
using Sbm.Core.Team;

namespace Sbm.Commands;

/// <summary>Brings the runs of other stores, or of the database, into this one.</summary>
[Cmdlet(VerbsData.Import, "SbmRun", DefaultParameterSetName = PathSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MigrationRun))]
public sealed class ImportSbmRun : SbmCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string DatabaseSet = "Database";

    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    [Parameter(ParameterSetName = DatabaseSet, Mandatory = true)]
    public SwitchParameter FromDatabase { get; set; }

    protected override void ProcessRecord()
    {
        if (OpenStore() is not { } store)
        {
            return;
        }

        if (FromDatabase)
        {
            Recover(store);
            return;
        }

        var isLiteral = ParameterSetName == LiteralPathSet;
        foreach (var file in (isLiteral ? LiteralPath : Path).SelectMany(path => FilePaths.Resolve(this, path, isLiteral)))
        {
            try
            {
                Import(store, file);
            }
            catch (SbmException error)
            {
                WriteError(error, file);
            }
            catch (OperationCanceledException) when (Interruption.IsCancellationRequested)
            {
                return; // Ctrl+C; the engine says so itself
            }
        }
    }

    private void Import(RunStore store, string file)
    {
        if (!File.Exists(file))
        {
            throw Directory.Exists(file)
                ? new SbmException("InvalidPath", $"'{file}' is a folder, and no store.", "Give the path of a store's JSON file.", file)
                : new SbmException("PathNotFound", $"There is no file '{file}'.", "Give the path of a store's JSON file.", file);
        }

        var other = new RunStore(file, warn: WriteWarning);
        other.Check();
        var runs = other.ReadAll(Interruption);
        var action = IsWhatIf ? $"Import {StoreMerge.Plan(store, runs, Interruption).Count} of {CountText.Of(runs.Count, "run")}" : "Import runs";
        if (!ShouldProcess($"'{file}' into '{store.Path}'", action))
        {
            return;
        }

        var added = StoreMerge.Import(store, runs, Interruption);
        WriteVerbose($"'{file}' has {CountText.Of(runs.Count, "run")}; new here: {added.Count}.");
        Write(store, added);
    }

    private void Recover(RunStore store)
    {
        try
        {
            if (ShouldProcess($"'{store.Path}'", "Import this user's runs from the database"))
            {
                var recovered = Task.Run(() => RunRecovery.RecoverAsync(new TeamDatabase(), ReadParameters(), store, TimeProvider.System, Interruption)).GetAwaiter().GetResult();
                WriteVerbose($"The database has {CountText.Of(recovered.Found, "run")}; new here: {recovered.Added.Count}.");
                if (recovered.Skipped > 0)
                {
                    WriteWarning(TeamRuns.SkippedText(recovered.Skipped, "runs"));
                }

                if (recovered.Unsummed is { } reason)
                {
                    WriteWarning($"The team's figures of this user are not counted anew: {reason.TrimEnd('.')}. The runs are here; importing again tries it again.");
                }

                Write(store, recovered.Added);
            }
        }
        catch (SbmException error)
        {
            Fail(error);
        }
        catch (OperationCanceledException) when (Interruption.IsCancellationRequested)
        {
            // Ctrl+C; the engine says so itself.
        }
    }

    private void Write(RunStore store, IReadOnlyList<StoredRun> added)
    {
        foreach (var run in added)
        {
            WriteRun(MigrationRunFactory.FromRecord(run.Record, store.Path));
        }

        if (added.Any(static run => run.Record.SyncStatus != Core.Runs.SyncStatus.Synced))
        {
            BackgroundSync.Trigger(store.Path);
        }
    }
}
