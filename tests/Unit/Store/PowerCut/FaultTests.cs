using System.Collections.Concurrent;
using Xunit.Abstractions;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>
/// Every call of an operation is made to fail in turn, with the errors that a device or a system gives, and the process is killed at
/// it: nothing acknowledged is lost, what fails says so, and the next run finds its place.
/// </summary>
public sealed class FaultTests(FaultTests.Shared shared, ITestOutputHelper output) : IClassFixture<FaultTests.Shared>, IDisposable
{
    // The calls that change files, and those that a change depends on.
    private const string Calls = "openat,pwrite64,ftruncate,rename,unlink,rmdir,mkdir,fsync,flock,fchmod,statx,fcntl,pread64";

    private static readonly string[] Errors = ["EIO", "ENOSPC", "EDQUOT", "EACCES", "EINTR"];

    // In the short form each call that changes something fails with one of the errors, of those that only look every third, and one of
    // so many calls is where a process is killed, which costs another one. In the long form it is each call with each error, and a kill.
    private static readonly string[] Looks = LongForm.Or<string[]>(["statx", "fcntl", "pread64"], []);
    private static readonly int ErrorsEach = LongForm.Or(1, Errors.Length);
    private static readonly int CallsForAKill = LongForm.Or(30, 1);

    private readonly string _folder = FastFolder.Create();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("record-once", "some")]
    [InlineData("record-once", "nothing")]
    [InlineData("record-once", "damaged")]
    [InlineData("record-once", "half-written")]
    [InlineData("update", "spilled-odd")]
    [InlineData("update", "some")]
    [InlineData("update", "python")]
    [InlineData("remove", "spilled-odd")]
    [InlineData("spill", "some")]
    public void EveryCallThatFails_LosesNothing(string operation, string before)
    {
        Strace.SkipWhereMissing();
        var model = Path.Combine(_folder, "model");
        var promises = Situation.Make(model, before);
        var calls = CallsOfTheOperation(model, operation);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var tries = calls
            .Where(call => !Looks.Contains(call.Name) || random.Next(3) == 0)
            .SelectMany(call => Errors.OrderBy(_ => random.Next()).Take(ErrorsEach).Select(error => (call.Name, call.Number, Action: "error=" + error)))
            .Concat(calls.Where(_ => random.Next(CallsForAKill) == 0).Select(static call => (call.Name, call.Number, Action: "signal=KILL")))
            .ToList();

        var failures = new ConcurrentBag<string>();
        Parallel.For(0, tries.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            try
            {
                Try(Path.Combine(_folder, $"try-{i}"), model, operation, tries[i], promises);
            }
            catch (Exception failure)
            {
                failures.Add($"{tries[i]}: {failure}");
            }
        });

        output.WriteLine($"{tries.Count} failures and kills, seed {seed}");
        Assert.True(failures.IsEmpty, $"{failures.Count} of {tries.Count}, seed {seed}:\n{string.Join("\n", failures.Take(5))}");
    }

    private void Try(string place, string model, string operation, (string Name, int Number, string Action) fault, Promises promises)
    {
        var isKill = fault.Action.StartsWith('s');
        Copy(model, place);
        var (said, calls) = shared.Do(
            place, operation, () => Copy(model, place + "-first"), "-e", "trace=" + fault.Name, "-e", $"inject={fault.Name}:{fault.Action}:when={fault.Number}");
        Assert.True(
            said is [.., "done"] || isKill || (said is [.., var end] && end.StartsWith("failed StoreUnavailable", StringComparison.Ordinal)),
            string.Join('\n', said));
        StateCheck.Run(place, "store.json", said.Aggregate(promises, static (promises, line) => promises.With(line)));
        shared.Count(isKill ? said is not [.., "done"] : calls.Exists(static call => call.IsInjected), isKill);
    }

    // Those that name something in its folder, by name and number.
    private List<(string Name, int Number)> CallsOfTheOperation(string model, string operation)
    {
        var place = Copy(model, model + "-counted");
        var (said, calls) = shared.Do(place, operation, () => Copy(model, model + "-first"), "-e", "trace=" + Calls);
        Assert.Equal("done", said[^1]);
        var counts = new Dictionary<string, int>();
        var found = new List<(string, int)>();
        foreach (var call in calls)
        {
            var number = counts[call.Name] = counts.GetValueOrDefault(call.Name) + 1;
            if (Array.Exists(call.Arguments, argument => Mentions(argument, place)))
            {
                found.Add((call.Name, number));
            }
        }

        Assert.NotEmpty(found);
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

    private static string Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var inner in Directory.GetDirectories(from))
        {
            Copy(inner, Path.Combine(to, Path.GetFileName(inner)));
        }

        return to;
    }

    /// <summary>The workers, of which only those that are killed have to be replaced; what was injected is told at the end.</summary>
    public sealed class Shared : IDisposable
    {
        private readonly ConcurrentBag<ProofWorker> _workers = [];
        private int _failures;
        private int _kills;

        /// <summary>Has a worker do an operation under strace, after it has done the same elsewhere: then all that it needs is loaded.</summary>
        internal (List<string> Said, List<SystemCall> Calls) Do(string place, string operation, Func<string> makeAnother, params string[] options)
        {
            if (!_workers.TryTake(out var worker))
            {
                worker = new ProofWorker();
            }

            try
            {
                if (worker.IsNew(operation))
                {
                    worker.Do(makeAnother(), operation);
                }

                using var strace = new Strace(worker.Id, options);
                return (worker.Do(place, operation), strace.Detach());
            }
            catch
            {
                worker.Kill();
                throw;
            }
            finally
            {
                if (worker.IsAlive)
                {
                    _workers.Add(worker);
                }
                else
                {
                    worker.Dispose();
                }
            }
        }

        internal void Count(bool isDone, bool isKill)
        {
            if (isDone)
            {
                Interlocked.Increment(ref isKill ? ref _kills : ref _failures);
            }
        }

        public void Dispose()
        {
            foreach (var worker in _workers)
            {
                worker.Dispose();
            }

            Figures.Tell("failing calls", $"{_failures:N0} calls made to fail and {_kills:N0} processes killed at one: every acknowledged run kept");
        }
    }
}
