using Xunit.Abstractions;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>
/// Every call of an operation is made to fail in turn, with each error that a device or a system gives, and the process is killed at
/// each: nothing acknowledged is lost, and the next run finds its place.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output) : IDisposable
{
    // The calls that change files, and those that a change depends on.
    private const string Calls = "openat,pwrite64,ftruncate,rename,unlink,rmdir,mkdir,fsync,flock,fchmod,statx,fcntl,pread64,lseek";

    private static readonly string[] Errors = ["EIO", "ENOSPC", "EDQUOT", "EACCES", "EINTR"];

    private readonly string _folder = FastFolder.Create();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("record", "some")]
    [InlineData("record", "nothing")]
    [InlineData("update", "spilled")]
    [InlineData("update", "some")]
    [InlineData("update", "python")]
    [InlineData("spill", "some")]
    public void EveryCallThatFails_LosesNothing(string operation, string before)
    {
        Strace.SkipWhereMissing();
        var model = Make("model", before, out _);
        var calls = CallsOfTheOperation(model, operation);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        var injected = 0;
        var tries = calls.Select(call => (Call: call, Error: Errors[random.Next(Errors.Length)])).ToList();
        Parallel.ForEach(tries.Select(static (item, i) => (item, i)), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, numbered =>
        {
            var ((name, number), error) = numbered.item;
            var action = numbered.i % 3 == 0 ? "signal=KILL" : "error=" + error;
            var place = Make($"try-{numbered.i}", before, out var promises);
            var (traced, _, _) = Strace.Run(["-e", $"trace=write,{name}", "-e", $"inject={name}:{action}:when={number}"], ["proof", place, operation]);
            if (traced.Exists(static call => call.IsInjected) || action.StartsWith('s'))
            {
                Interlocked.Increment(ref injected);
            }

            foreach (var said in traced.Where(static call => call.Name == "write" && call.Descriptor(0) == 1 && !call.HasFailed))
            {
                promises = promises.With(said.Text(1));
            }

            try
            {
                StateCheck.Run(place, "store.json", promises);
            }
            catch (Exception failure)
            {
                failures.Add($"{name} {number} {action}: {failure}");
            }
        });

        output.WriteLine($"{injected} failures and kills, seed {seed}");
        Assert.True(failures.IsEmpty, $"{failures.Count} of {tries.Count}:\n{string.Join("\n", failures.Take(5))}");
    }

    // Which of the process's calls belong to the operation: those from the first that touches its folder, by name and number.
    private static List<(string Name, int Number)> CallsOfTheOperation(string place, string operation)
    {
        var (calls, exitCode, error) = Strace.Run(["-e", "trace=" + Calls], ["proof", place, operation]);
        Assert.True(exitCode == 0, error);
        var counts = new Dictionary<(int, string), int>();
        var main = calls[0].Thread;
        var found = new List<(string, int)>();
        foreach (var call in calls.Where(call => call.Thread == main))
        {
            var number = counts[(main, call.Name)] = counts.GetValueOrDefault((main, call.Name)) + 1;
            if (Array.Exists(call.Arguments, argument => Mentions(argument, place)))
            {
                found.Add((call.Name, number));
            }
        }

        return found;
    }

    private static bool Mentions(string argument, string place)
    {
        var hex = argument.IndexOf("\\x", StringComparison.Ordinal);
        if (hex < 0)
        {
            return false;
        }

        var end = argument.IndexOfAny(['"', '>'], hex);
        return end > hex && SystemCall.TextOf(argument[hex..end]).StartsWith(place, StringComparison.Ordinal);
    }

    private string Make(string name, string before, out Promises promises)
    {
        var place = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.Combine(place, "state"));
        promises = Situation.Make(place, before);
        return place;
    }
}
