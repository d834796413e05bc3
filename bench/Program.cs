using BenchmarkDotNet.Running;
using Sbm.Bench;

if (args is [RecordAndSync.Name])
{
    await RecordAndSync.RunAsync();
}
else if (args is [Appending.Name])
{
    Appending.Run();
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
