using Sbm.Core.Runs;
using Sbm.Core.Store;
using Sbm.Core.Sync;

// A process of its own for the sync tests. Settings come from the environment, as they do for users.
//   drain            drains until killed
//   record COUNT     records runs, one after the other
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
                || name.StartsWith("Serilog", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal)
                || name.StartsWith("System.Net.Http", StringComparison.Ordinal))));
        return 0;
}

static void Record(string slug)
{
    var now = TimeProvider.System.GetUtcNow();
    var path = Environment.GetEnvironmentVariable("SBM_STORE_PATH")!;
    new RunStore(path).Record(new RunRecord { Id = RunId.New(now), Timestamp = now, Slug = slug, Status = RunStatus.Success });
}
