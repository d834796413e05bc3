using Sbm.Core.Store;
using Xunit.Abstractions;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>Nothing acknowledged is lost in any state that a power cut can leave. The real system calls of real processes are followed.</summary>
public sealed class PowerCutTests(ITestOutputHelper output) : IDisposable
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
    [InlineData("update", "some")]
    [InlineData("update", "python")]
    [InlineData("update", "spilled")]
    [InlineData("record-update", "some")]
    [InlineData("spill", "some")]
    [InlineData("spill", "spilled")]
    [InlineData("record-update", "spilled")]
    [InlineData("spill-elsewhere", "nothing")]
    public void EveryStateThatAPowerCutCanLeave_KeepsWhatWasPromised(string operation, string before)
    {
        Strace.SkipWhereMissing();
        var place = Path.Combine(_folder, "device");
        Directory.CreateDirectory(Path.Combine(place, "state"));
        var promises = Situation.Make(place, before);
        var device = Device.Of(place);
        var calls = Strace.Record(place, operation);
        var seed = Random.Shared.Next();

        var cuts = PowerCuts.During(device, calls, new Random(seed), promises);

        output.WriteLine($"{cuts.States.Count} states after {cuts.Steps.Count} steps, seed {seed}");
        CallOrder.Check(cuts.Steps);
        var store = operation == "spill-elsewhere" ? "gone/store.json" : "store.json";
        Check(cuts.States, store, SpillFolder.NameFor(Path.Combine(place, store)));
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
        Python.Reads(samples);
    }
}
