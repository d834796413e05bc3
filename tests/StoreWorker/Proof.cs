using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sbm.Core;
using Sbm.Core.Firebase.Credentials;
using Sbm.Core.Migration.Outputs;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.StoreWorker;

/// <summary>
/// Operations on the store <c>store.json</c> of a folder, one for each line <c>FOLDER OPERATION</c> of its input. It says
/// <c>recorded ID SLUG</c>, <c>marked ID STATUS</c>, <c>noted ID</c> and <c>removed ID</c> after a call has returned: from then on the
/// store has promised to keep it; <c>changing ID</c> before a call that takes such a promise back. At the end of an operation it says <c>done</c>, or what it failed with.
/// </summary>
internal static class Proof
{
    internal static void Serve()
    {
        AllowTracing();
        while (Console.In.ReadLine() is { } line)
        {
            var end = "done";
            try
            {
                var words = line.Split(' ');
                Do(words[0], words[1]);
            }
            catch (Exception error)
            {
                end = $"failed {(error as SbmException)?.ErrorId ?? error.ToString().ReplaceLineEndings(" ")} {error.Message.ReplaceLineEndings(" ")}";
            }

            Say(end);
        }
    }

    private static void Do(string folder, string operation)
    {
        var options = new RunStoreOptions { StateDirectory = Path.Combine(folder, "state"), LockTimeout = TimeSpan.Zero };
        using var store = new RunStore(Path.Combine(folder, "store.json"), options);
        switch (operation)
        {
            case "record":
                Record(store, 3);
                break;
            case "record-once":
                Record(store, 1);
                break;
            case "update":
                Update(store, 2, SyncStatus.Synced);
                break;
            case "update-one-by-one":
                Update(store, 1, SyncStatus.Synced);
                Update(store, 1, SyncStatus.Failed);
                Update(store, 1, SyncStatus.Synced);
                break;
            case "record-update":
                Record(store, 1);
                Update(store, 1, SyncStatus.Synced);
                Record(store, 1);
                break;
            case "remove":
                Remove(store);
                Record(store, 1);
                break;
            case "edit":
                Edit(store);
                Update(store, 1, SyncStatus.Synced);
                break;
            case "import":
                Import(store);
                break;
            case "spill":
                using (Hold(store.Path + ".lock"))
                {
                    Record(store, 2);
                }

                Record(store, 1);
                break;
            case "identity":
                Sign(folder);
                break;
            case "outputs":
                Replace(folder, "theme");
                break;
            case "outputs-new":
                Replace(folder, Path.Combine("converted", "site"));
                break;
            case "spill-elsewhere":
                Record(new RunStore(Path.Combine(folder, "gone", "store.json"), options), 2);
                break;
            default:
                throw new ArgumentException($"There is no operation '{operation}'.");
        }
    }

    // A lock that cannot be had is not what is tried.
    private static FileStream? Hold(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static RunRecord New(int i)
    {
        var time = TimeProvider.System.GetUtcNow();
        return new RunRecord
        {
            Id = RunId.New(time),
            Timestamp = time,
            Slug = $"proof-{i}",
            Command = "script",
            Status = RunStatus.Success,
            UserId = new string('u', 300 + (i * 200)), // so that a run lies in two sectors or three
        };
    }

    private static void Record(RunStore store, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var run = New(i);
            store.Record(run);
            Say($"recorded {run.Id} {run.Slug}");
        }
    }

    private static void Update(RunStore store, int count, string status)
    {
        var some = store.ReadPending().Where(static run => run.Record.SyncStatus == SyncStatus.Pending).Take(count).ToDictionary(static run => run.Identity);
        store.Update(some.ToDictionary(static run => run.Key, _ => new SyncResult(status, TimeProvider.System.GetUtcNow(), status)), some);
        foreach (var identity in some.Keys)
        {
            Say($"marked {identity} {status}");
        }
    }

    // The second of the runs there are, and the last: a run that was spilled, if any was.
    private static void Remove(RunStore store)
    {
        var all = store.ReadAll();
        var some = new[] { all[1].Record.Id, all[^1].Record.Id };
        Array.ForEach(some, static id => Say($"changing {id}"));
        var (removed, _) = new RunEditor(store).Remove(run => some.Contains(run.Id), evenUnsynced: true);
        foreach (var run in removed)
        {
            Say($"removed {run.Identity}");
        }
    }

    private static void Edit(RunStore store)
    {
        var first = store.ReadAll()[0].Record.Id;
        Say($"changing {first}");
        new RunEditor(store).Edit(run => run.Id == first, new RunChange().SetNote("noted"));
        Say($"noted {first}");
    }

    private static void Import(RunStore store)
    {
        var runs = Enumerable.Range(0, 2).Select(New).ToList();
        StoreMerge.Import(store, runs.ConvertAll(static run => new StoredRun(run, RunJson.Write(run))));
        runs.ForEach(static run => Say($"recorded {run.Id} {run.Slug}"));
    }

    // An identity, and one that replaces it.
    private static void Sign(string folder)
    {
        var file = new IdentityFile(Path.Combine(folder, "home", ".sbm"), "key", IdentityEndpoints.Of(null), TimeProvider.System);
        using var held = file.LockAsync(default).GetAwaiter().GetResult();
        foreach (var token in (string[])["first", "second"])
        {
            file.Write(token);
            Say($"kept {token}");
        }
    }

    // Outputs of a migration: what they replace is kept first.
    private static void Replace(string folder, string theme)
    {
        var destination = Path.Combine(folder, theme);
        var outputs = OutputFile.All.Select(file => PlannedOutput.Of(file, destination, new string('n', 900))).ToList();
        using var writer = new OutputWriter(destination);
        outputs.ForEach(writer.Add);
        new KeptFiles(Path.Combine(folder, "home", ".sbm", "runs"), new string('0', RunId.Length)).Keep(outputs);
        writer.Commit();
        Say("kept outputs");
    }

    // One write for each line, so that a trace shows when it was said; to descriptor 1 itself: the console writes to a copy of it.
    private static void Say(string line)
    {
        using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        output.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    // Some systems let a process be traced by its parents alone, unless it says otherwise.
    private static void AllowTracing()
    {
        const int SetTracer = 0x59616d61;
        _ = Control(SetTracer, -1);
    }

    [DllImport("libc", EntryPoint = "prctl")]
    private static extern int Control(int option, nint argument);
}
