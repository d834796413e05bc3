using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Store;
using Sbm.StoreWorker;

// A process of the store's proofs. Each command works on one store until it is done, told to stop, or killed:
//   append <store> <count> <name>   records runs and prints the id of each after it is recorded
//   update <store> <stop file>      marks runs as synced, again and again, until the stop file is there
//   mark   <store>                  writes results of uploads into runs, and prints the id of each after it is written, until killed
//   read   <store> <stop file>      reads all runs, again and again; fails if a run that was seen is gone
//   hold   <store>                  takes the lock, says so, and keeps it until its input ends
//   proof                           does operations of the proof by power cut, see Proof
if (args[0] == "proof")
{
    Proof.Serve();
    return 0;
}

var store = new RunStore(args[1]);
switch (args[0])
{
    case "append":
        for (var i = 0; i < int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture); i++)
        {
            var time = TimeProvider.System.GetUtcNow();
            var run = new RunRecord { Id = RunId.New(time), Timestamp = time, Slug = $"{args[3]}-{i}", Command = "script", Status = RunStatus.Success };
            store.Record(run);
            Console.Out.WriteLine(run.Id);
            Console.Out.Flush();
        }

        return 0;
    case "update":
        while (!File.Exists(args[2]))
        {
            var some = store.ReadAll().Where(run => run.Record.SyncStatus == SyncStatus.Pending).Take(50);
            try
            {
                store.Update(some.ToDictionary(run => run.Identity, _ => new SyncResult(SyncStatus.Synced, TimeProvider.System.GetUtcNow())));
            }
            catch (SbmException error) when (error.ErrorId == "StoreUnavailable")
            {
                // Eight others left it no turn in time; the next one may.
            }
        }

        return 0;
    case "mark":
        while (true)
        {
            var pending = store.ReadPending().Take(3).ToDictionary(static run => run.Identity);
            try
            {
                store.Update(pending.ToDictionary(static run => run.Key, _ => new SyncResult(SyncStatus.Synced, TimeProvider.System.GetUtcNow())), pending);
            }
            catch (SbmException error) when (error.ErrorId == "StoreUnavailable")
            {
                continue; // its turn did not come in time
            }

            foreach (var id in pending.Keys)
            {
                Console.Out.WriteLine(id);
                Console.Out.Flush();
            }
        }

    case "read":
        var seen = new HashSet<string>();
        while (!File.Exists(args[2]))
        {
            var ids = store.ReadAll().Select(run => run.Record.Id!).ToHashSet();
            if (!seen.IsSubsetOf(ids))
            {
                Console.Error.WriteLine($"{seen.Except(ids).Count()} runs were there and are gone.");
                return 1;
            }

            seen = ids;
            if (store.ReadNewest(5).Count > seen.Count + 5)
            {
                return 1;
            }
        }

        return 0;
    case "hold":
        using (new FileStream(store.Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Console.Out.WriteLine("held");
            Console.Out.Flush();
            Console.In.ReadToEnd();
        }

        return 0;
    default:
        return 64;
}
