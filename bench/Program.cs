using BenchmarkDotNet.Running;
using Sbm.Bench;

if (args is [RecordAndSync.Name])
{
    await RecordAndSync.RunAsync();
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
