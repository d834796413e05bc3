using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.StoreWorker;

/// <summary>
/// One operation on the store <c>store.json</c> of a folder. It says <c>recorded ID SLUG</c> and <c>synced ID</c> after a call
/// has returned: from then on the store has promised to keep it.
/// </summary>
internal static class Proof
{
    internal static void Do(string folder, string operation)
    {
        var options = new RunStoreOptions { StateDirectory = Path.Combine(folder, "state"), LockTimeout = TimeSpan.Zero };
        var store = new RunStore(Path.Combine(folder, "store.json"), options);
        switch (operation)
        {
            case "record":
                Record(store, 3);
                break;
            case "update":
                Update(store, 2);
                break;
            case "record-update":
                Record(store, 1);
                Update(store, 1);
                Record(store, 1);
                break;
            case "spill":
                using (new FileStream(store.Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
                {
                    Record(store, 2);
                }

                Record(store, 1);
                break;
            case "spill-elsewhere":
                Record(new RunStore(Path.Combine(folder, "gone", "store.json"), options), 2);
                break;
            default:
                throw new ArgumentException($"There is no operation '{operation}'.");
        }
    }

    private static void Record(RunStore store, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var time = TimeProvider.System.GetUtcNow();
            var run = new RunRecord
            {
                Id = RunId.New(time),
                Timestamp = time,
                Slug = $"proof-{i}",
                Command = "script",
                Status = RunStatus.Success,
                UserId = new string('u', 300 + (i * 200)), // so that a run lies in two sectors or three
            };
            store.Record(run);
            Say($"recorded {run.Id} {run.Slug}");
        }
    }

    private static void Update(RunStore store, int count)
    {
        var some = store.ReadAll().Where(static run => run.Record.SyncStatus == SyncStatus.Pending).Take(count).ToList();
        store.Update(some.ToDictionary(static run => run.Identity, static _ => new SyncResult(SyncStatus.Synced, TimeProvider.System.GetUtcNow())));
        some.ForEach(static run => Say($"synced {run.Identity}"));
    }

    // One write for each line, so that a trace shows when it was said.
    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
