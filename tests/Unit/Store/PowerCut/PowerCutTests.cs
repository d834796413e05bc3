using Sbm.Core.Store;
using Xunit.Abstractions;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>Nothing acknowledged is lost in any state that a power cut can leave. The real system calls of a real process are followed.</summary>
public sealed class PowerCutTests(PowerCutTests.Shared shared, ITestOutputHelper output) : IClassFixture<PowerCutTests.Shared>, IDisposable
{
    private readonly string _folder = FastFolder.Create();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("record", "nothing")]
    [InlineData("record", "empty")]
    [InlineData("record", "some")]
    [InlineData("record", "python")]
    [InlineData("record", "spilled")]
    [InlineData("record", "torn")]
    [InlineData("record", "torn-middle")]
    [InlineData("record", "damaged")]
    [InlineData("record", "lenient")]
    [InlineData("record", "utf16")]
    [InlineData("record", "half-written")]
    [InlineData("update", "some")]
    [InlineData("update", "python")]
    [InlineData("update", "spilled")]
    [InlineData("update", "torn-middle")]
    [InlineData("update-one-by-one", "some")]
    [InlineData("update-one-by-one", "synced")]
    [InlineData("record-update", "some")]
    [InlineData("record-update", "spilled")]
    [InlineData("remove", "some")]
    [InlineData("remove", "synced")]
    [InlineData("remove", "spilled")]
    [InlineData("remove", "spilled-odd")]
    [InlineData("remove", "spilled-elsewhere")]
    [InlineData("record", "spilled-elsewhere")]
    [InlineData("edit", "synced")]
    [InlineData("edit", "spilled")]
    [InlineData("import", "some")]
    [InlineData("spill", "some")]
    [InlineData("spill", "spilled")]
    [InlineData("spill-elsewhere", "nothing")]
    public void EveryStateThatAPowerCutCanLeave_KeepsWhatWasPromised(string operation, string before) => Prove(operation, before);

    /// <summary>The same where the system refuses a call: a store that is mounted by itself cannot be renamed over, a device fails.</summary>
    [SkippableTheory]
    [InlineData("record", "python", "rename:error=EBUSY:when=1")]
    [InlineData("record", "torn", "rename:error=EBUSY:when=1")]
    [InlineData("update-one-by-one", "python", "rename:error=EBUSY:when=1")]
    [InlineData("remove", "some", "rename:error=EBUSY:when=1")]
    [InlineData("edit", "synced", "rename:error=EBUSY:when=1")]
    [InlineData("record", "some", "fsync:error=EIO:when=1")]
    [InlineData("record", "some", "fsync:error=EIO:when=1..3")]
    [InlineData("record", "python", "fsync:error=EIO:when=1")]
    [InlineData("record", "spilled-odd", "fsync:error=EIO:when=1")]
    [InlineData("update-one-by-one", "some", "fsync:error=EIO:when=1")]
    public void EveryState_WhereACallIsRefused_KeepsWhatWasPromised(string operation, string before, string refused) => Prove(operation, before, refused);

    private void Prove(string operation, string before, string? refused = null)
    {
        Strace.SkipWhereMissing();
        var place = Path.Combine(_folder, "device");
        var promises = Situation.Make(place, before);
        var device = Device.Of(place);
        var (calls, said) = Record(place, operation, before, refused);
        var seed = Random.Shared.Next();

        var cuts = PowerCuts.During(device, calls, new Random(seed), promises);

        output.WriteLine($"{cuts.States.Count} states after {cuts.Steps.Count} steps, seed {seed}");
        Assert.True(refused is null ? said is [_, .., "done"] : calls.Exists(static call => call.IsInjected), string.Join('\n', said));
        var seen = cuts.Steps.Where(static step => step.Kind == StepKind.Say).Select(static step => step.Path.TrimEnd('\n')).ToList();
        Assert.Equal(said.SkipLast(1), seen.Take(said.Count - 1)); // of the last the trace may have seen the beginning alone
        if (refused is null)
        {
            CallOrder.Check(cuts.Steps);
        }

        var store = operation == "spill-elsewhere" ? "gone/store.json" : "store.json";
        Check(cuts.States, store, SpillFolder.NameFor(Path.Combine(place, store)));
        shared.Add(cuts.States.Count);
    }

    private (List<SystemCall> Calls, List<string> Said) Record(string place, string operation, string before, string? refused)
    {
        // Once untraced: what loads and compiles the code is no part of it.
        var trial = Path.Combine(_folder, "trial");
        Situation.Make(trial, before);
        shared.Worker.Do(trial, operation);
        using var strace = new Strace(shared.Worker.Id, ["-f", "-e", "trace=" + Strace.Changes, .. refused is null ? [] : (string[])["-e", "inject=" + refused]]);
        var said = shared.Worker.Do(place, operation);
        return (strace.Detach(), said);
    }

    private void Check(IReadOnlyCollection<(DeviceState State, Promises Promises)> states, string store, string spillName)
    {
        var number = 0;
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        var samples = Path.Combine(_folder, "samples");
        Directory.CreateDirectory(samples);
        Parallel.ForEach(states, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, item =>
        {
            var mine = Interlocked.Increment(ref number);
            var folder = Path.Combine(_folder, $"state-{mine}");
            try
            {
                item.State.WriteTo(folder);
                var here = Path.Combine(folder, "state", "spill", spillName);
                if (Directory.Exists(here))
                {
                    Directory.Move(here, Path.Combine(folder, "state", "spill", SpillFolder.NameFor(Path.Combine(folder, store))));
                }

                var document = StateCheck.Run(folder, store, item.Promises);
                if (mine % 50 == 1)
                {
                    File.WriteAllBytes(Path.Combine(samples, $"{mine}.json"), document);
                }
            }
            catch (Exception error)
            {
                failures.Add($"{error} The device held: {string.Join(", ", item.State.Files.Select(static file => $"{file.Key} ({file.Value?.Length})"))}");
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
        Assert.True(failures.IsEmpty, $"{failures.Count} of {states.Count} states:\n{string.Join("\n", failures.Take(5))}");
        shared.Python.Reads(samples);
    }

    /// <summary>One process does all operations; what they come to is told at the end.</summary>
    public sealed class Shared : IDisposable
    {
        private int _operations;
        private int _states;

        internal ProofWorker Worker { get; } = new();

        internal Python Python { get; } = new();

        internal void Add(int states) => (_operations, _states) = (_operations + 1, _states + states);

        public void Dispose()
        {
            Worker.Dispose();
            Python.Dispose();
            Figures.Tell("power cut", $"{_states:N0} states after {_operations} operations: every acknowledged run kept, no exception, valid JSON after the next write");
        }
    }
}
