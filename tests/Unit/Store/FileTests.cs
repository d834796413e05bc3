using Sbm.Core.Files;
using Sbm.Core.Logging;
using Sbm.Core.Runs;

namespace Sbm.Unit.Store;

/// <summary>Modes, links, and what lies beside a store.</summary>
public sealed class FileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void NewStore_IsItsOwnersAlone()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        _folder.Open().Record(Runs.New("a"));

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_folder.Path));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_folder.Path + ".lock"));
    }

    [SkippableFact]
    public void ExistingStore_KeepsItsModeAndSharesItWithTheLock()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        const UnixFileMode Shared = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        File.WriteAllText(_folder.Path, """{"runs": [{"slug": "old"}]}""");
        File.SetUnixFileMode(_folder.Path, Shared);

        var run = _folder.Open().ReadAll().Single();
        _folder.Open().Update(new Dictionary<string, SyncResult> { [run.Identity] = new(SyncStatus.Synced, DateTimeOffset.UnixEpoch) });
        _folder.Open().Record(Runs.New("a"));

        Assert.Equal(Shared, File.GetUnixFileMode(_folder.Path));
        Assert.Equal(Shared, File.GetUnixFileMode(_folder.Path + ".lock"));
        Assert.Empty(_folder.Files("*.tmp"));
    }

    [SkippableFact]
    public void Superuser_InSomebodysFolder_LeavesThemWhatItMakesThere()
    {
        const uint Somebody = 12345;
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only the superuser of a Linux can give a folder away.");
        using (var folder = UnixFile.TryOpenFolder(_folder["."]))
        {
            Skip.IfNot(UnixFile.TryGive(folder!, Somebody, Somebody), "This machine lets nobody give a folder away.");
        }

        _folder.Open().Record(Runs.New("a"));
        PrivateFolder.Create(_folder[".sbm/logs"]);
        new RollingLog(_folder[".sbm/logs"], TimeProvider.System).Write("a line");

        var made = Directory.GetFileSystemEntries(_folder["."], "*", SearchOption.AllDirectories);
        Assert.True(made.Length >= 5, string.Join(' ', made));
        Assert.All(made, path => Assert.Equal((Somebody, Somebody), (FileStatus.At(path)!.Value.Owner, FileStatus.At(path)!.Value.Group)));
    }

    [SkippableFact]
    public void Superuser_InSomebodysFolder_GivesAwayNothingBehindALink()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only the superuser of a Linux can give a folder away.");
        using (var folder = UnixFile.TryOpenFolder(_folder["."]))
        {
            Skip.IfNot(UnixFile.TryGive(folder!, 12345, 12345), "This machine lets nobody give a folder away.");
        }

        Directory.CreateSymbolicLink(_folder["link"], "/usr");
        FolderOwner.Give(_folder["link"]);
        Assert.Equal(0u, FileStatus.At("/usr")!.Value.Owner);
    }

    [SkippableFact]
    public void LinkedStore_IsWrittenAtItsTargetAndStaysALink()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        Directory.CreateDirectory(_folder["real"]);
        var target = Path.Combine(_folder["real"], "runs.json");
        File.CreateSymbolicLink(_folder.Path, target);

        var store = _folder.Open();
        store.Record(Runs.New("a"));
        store.Update(new Dictionary<string, SyncResult> { [store.ReadAll().Single().Identity] = new(SyncStatus.Synced, DateTimeOffset.UnixEpoch) });

        Assert.Equal(target, store.Path);
        Assert.Equal(target, new FileInfo(_folder.Path).LinkTarget);
        Assert.True(File.Exists(target + ".lock"));
        Assert.Equal(SyncStatus.Synced, _folder.Open(target).ReadAll().Single().Record.SyncStatus);
    }
}
