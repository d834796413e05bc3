using System.Collections.Concurrent;
using Sbm.Core.Firebase.Credentials;
using Sbm.Core.Migration.Outputs;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Runs;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>The same proof for files besides the store whose loss cannot be made good.</summary>
public sealed class OtherFileTests : IDisposable
{
    private static readonly string Old = new('o', 1_300);
    private static readonly string New = new('n', 900); // see the worker's Proof

    private readonly string _folder = FastFolder.Create();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void AnIdentity_IsTheOldOneOrTheNewOne() => Prove("identity", static (folder, kept) =>
    {
        var file = new IdentityFile(Path.Combine(folder, "home", ".sbm"), "key", IdentityEndpoints.Of(null), TimeProvider.System);
        Assert.Contains(file.Read(), kept.Contains("second") ? ["second"] : kept.Contains("first") ? ["first", "second"] : new[] { null, "first" });
    });

    [SkippableFact]
    public void WhatAMigrationReplaces_IsThereStillOrIsKept() => Prove("outputs", static (folder, kept) =>
    {
        var outputs = OutputFile.All.Select(file => Path.Combine(folder, "theme", file.Name)).ToList();
        Assert.All(outputs, output => Assert.Contains(File.ReadAllText(output), kept.IsEmpty ? [Old, New] : new[] { New }));
        if (outputs.Exists(static output => File.ReadAllText(output) != Old))
        {
            // Under its full path at that time, which is another folder now.
            var copies = new KeptFiles(Path.Combine(folder, "home", ".sbm", "runs"), new string('0', RunId.Length)).Read();
            Assert.Equal(outputs.Count, copies.Count);
            Assert.All(copies.Values, static copy => Assert.Equal(Old, System.Text.Encoding.UTF8.GetString(copy!)));
        }
    });

    [SkippableFact]
    public void WhatAMigrationWritesToANewFolder_IsThere() => Prove("outputs-new", static (folder, kept) =>
    {
        var outputs = OutputFile.All.Select(file => Path.Combine(folder, "converted", "site", file.Name)).Where(File.Exists).ToList();
        Assert.All(outputs, static output => Assert.Equal(New, File.ReadAllText(output)));
        Assert.True(kept.IsEmpty || outputs.Count == OutputFile.All.Count);
    });

    private void Prove(string operation, Action<string, System.Collections.Immutable.ImmutableHashSet<string>> check)
    {
        Strace.SkipWhereMissing();
        using var worker = new ProofWorker();
        worker.Do(Make("trial"), operation);
        var place = Make("device");
        var device = Device.Of(place);
        using var strace = new Strace(worker.Id, "-f", "-e", "trace=" + Strace.Changes);
        var said = worker.Do(place, operation);
        Assert.True(said is [_, .., "done"], string.Join('\n', said));

        var cuts = PowerCuts.During(device, strace.Detach(), new Random(operation.Length), new Promises());

        Assert.Equal(said.Count - 1, cuts.Steps.Count(static step => step.Kind == StepKind.Say && step.Path != "done\n"));
        CallOrder.Check(cuts.Steps);
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(cuts.States.Select(static (item, i) => (item, i)), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, numbered =>
        {
            var folder = Path.Combine(_folder, $"state-{numbered.i}");
            try
            {
                numbered.item.State.WriteTo(folder);
                check(folder, numbered.item.Promises.Kept);
            }
            catch (Exception error)
            {
                failures.Add(error.ToString());
            }

            Directory.Delete(folder, recursive: true);
        });
        Assert.True(failures.IsEmpty, $"{failures.Count} of {cuts.States.Count} states:\n{string.Join("\n", failures.Take(3))}");
        Figures.Tell("power cut, " + operation, $"{cuts.States.Count:N0} states: the old or the new");
    }

    private string Make(string name)
    {
        var place = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.Combine(place, "home"));
        Directory.CreateDirectory(Path.Combine(place, "theme"));
        foreach (var file in OutputFile.All)
        {
            File.WriteAllText(Path.Combine(place, "theme", file.Name), Old);
        }

        return place;
    }
}
