using Sbm.Core;
using Sbm.Core.Runs;
using Sbm.Core.Store;
using Sbm.Core.Sync;

// A process of its own for the sync tests. Settings come from the environment, as they do for users.
//   drain            drains until killed
//   record COUNT     records runs, one after the other
//   soak-record      records runs until killed, and says the id of each when it is recorded
//   soak-drain       drains until killed, each time with another deadline
//   soak-automatic   has the store synced by itself until killed
//   look             looks for something left from before, and leaves; says which packages it has loaded
//   leave            records a run with automatic sync, and leaves; says which packages it has loaded
var automatic = new AutomaticSync(); // not disposed of: it ends with the process, as the module's does
switch (args[0])
{
    case "drain":
        Console.WriteLine("ready");
        while (true)
        {
            await new SyncSession().RunAsync(new SyncRequest());
        }

    case "record":
        for (var i = 0; i < int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture); i++)
        {
            Record($"recorded-{i:000}");
        }

        return 0;

    case "soak-record":
        for (var i = 0; ; i++)
        {
            Console.WriteLine(Record($"soak-{i % 100}"));
            await Task.Delay(Random.Shared.Next(10, 50));
        }

    case "soak-drain":
        while (true)
        {
            try
            {
                await new SyncSession().RunAsync(new SyncRequest { Timeout = TimeSpan.FromMilliseconds(Random.Shared.Next(300, 4000)) });
            }
            catch (SbmException)
            {
                // The store was locked for too long: the next one writes what this one knew.
            }

            await Task.Delay(Random.Shared.Next(1, 100));
        }

    case "soak-automatic":
        while (true)
        {
            automatic.Trigger();
            await Task.Delay(Random.Shared.Next(1, 1000));
        }

    default:
        if (args[0] == "look")
        {
            automatic.TriggerIfPending();
        }
        else
        {
            Record("leaving");
            automatic.Trigger();
            Console.WriteLine("recorded");
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine("loaded: " + string.Join(' ', AppDomain.CurrentDomain
            .GetAssemblies()
            .Select(assembly => assembly.GetName().Name!)
            .Where(name => name.StartsWith("Polly", StringComparison.Ordinal)
                || name.StartsWith("Google", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal)
                || name.StartsWith("System.Net.Http", StringComparison.Ordinal))));
        return 0;
}

static string Record(string slug)
{
    var now = TimeProvider.System.GetUtcNow();
    var path = Environment.GetEnvironmentVariable("SBM_STORE_PATH")!;
    var run = new RunRecord { Id = RunId.New(now), Timestamp = now, Slug = slug, Status = RunStatus.Success };
    new RunStore(path).Record(run);
    return run.Id;
}
