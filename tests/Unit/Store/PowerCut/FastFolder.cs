namespace Sbm.Unit.Store.PowerCut;

/// <summary>A folder in memory where the system has such: tens of thousands of small stores are opened, and none must outlive the test.</summary>
internal static class FastFolder
{
    private const string Memory = "/dev/shm";

    internal static string Create()
    {
        var path = Path.Combine(Directory.Exists(Memory) ? Memory : Path.GetTempPath(), "sbm-test-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(path);
        return path;
    }
}
