using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Sbm.Core.Files;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Unit.Store;

/// <summary>Locks that are none: links, pipes, files that are deleted while they are held, systems that ignore locks.</summary>
public sealed class LockTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("target")]
    [InlineData("nowhere")]
    public void LinkAsLock_IsRefusedAndItsTargetLeftAlone(string target)
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        File.WriteAllText(_folder["target"], "precious");
        File.CreateSymbolicLink(_folder.Path + ".lock", _folder[target]);

        var outcome = _folder.Open(lockTimeout: TimeSpan.FromMilliseconds(50)).Record(Runs.New("a"));

        Assert.True(outcome.Spilled);
        Assert.Equal("precious", File.ReadAllText(_folder["target"]));
        Assert.False(File.Exists(_folder["nowhere"]));
        Assert.Equal("a", _folder.Open().ReadAll().Single().Record.Slug);
    }

    [SkippableFact]
    public void PipeAsLockOrStore_IsRefusedWithoutWaitingForItsOtherEnd()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no pipes among its files.");
        Pipe(_folder.Path + ".lock");
        Assert.True(_folder.Open().Record(Runs.New("a")).Spilled);

        Pipe(_folder["pipe"]);
        Assert.Throws<Core.SbmException>(() => _folder.Open(_folder["pipe"]).ReadAll());
        Assert.StartsWith(_folder["state"], _folder.Open(_folder["pipe"]).Record(Runs.New("b")).Path, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void LockThatIsDeletedWhileItIsHeld_DoesNotLetASecondWriterIntoTheStore()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The store's own file is locked on Linux alone.");
        _folder.Open().Record(Runs.New("first"));
        using var held = WriteLock.Acquire(_folder.Path, TimeSpan.Zero, TimeProvider.System, default)!;
        using var store = StoreHandle.Open(_folder.Path, new RunStoreOptions(), create: false, default)!;
        File.Delete(_folder.Path + ".lock");

        Assert.True(_folder.Open(lockTimeout: TimeSpan.FromMilliseconds(50)).Record(Runs.New("second")).Spilled);

        store.Dispose();
        held.Dispose();
        Assert.False(_folder.Open().Record(Runs.New("third")).Spilled);
        Assert.Equal(3, _folder.Ids().Count());
    }

    [SkippableFact]
    public void LockThatIsLetGo_IsFreeThoughAChildJustForkedHasACopyOfIt()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows does not fork.");
        var copy = -1;
        using (var held = LockFile.TryTake(_folder["lock"], _folder.Path)!)
        {
            copy = Duplicate((int)held.Handle.DangerousGetHandle());
        }

        using var copied = new SafeFileHandle(copy, ownsHandle: true);
        using var again = LockFile.TryTake(_folder["lock"], _folder.Path);
        Assert.NotNull(again);
    }

    [SkippableFact]
    public void WriterThatSawAnotherStoreThanThereIsNow_AddsNothing()
    {
        Skip.If(OperatingSystem.IsWindows(), "There a lock that is held cannot be deleted.");
        _folder.Open().Record(Runs.New("first"));
        var seen = FileStatus.At(_folder.Path);
        _folder.Open().Record(Runs.New("second")); // by somebody else, who has a lock file of their own
        var before = File.ReadAllBytes(_folder.Path);
        var writer = new StoreWriter(_folder.Path, new RunStoreOptions(), null);

        Assert.False(writer.TryAppend(_ => [RunJson.Write(Runs.New("third"))], DateTimeOffset.UnixEpoch, seen, default));
        Assert.Equal(before, File.ReadAllBytes(_folder.Path));

        Assert.True(writer.TryAppend(_ => [RunJson.Write(Runs.New("third"))], DateTimeOffset.UnixEpoch, FileStatus.At(_folder.Path), default));
        Assert.Equal(["first", "second", "third"], _folder.Open().ReadAll().Select(static run => run.Record.Slug));
    }

    [Fact]
    public void OwnerFile_ExcludesAndIsTakenOverOnlyFromTheDead()
    {
        var path = _folder["owner"];
        using (var first = OwnerFile.TryTake(path, _folder.Path))
        {
            Assert.NotNull(first);
            Assert.Null(OwnerFile.TryTake(path, _folder.Path));
        }

        using (var again = OwnerFile.TryTake(path, _folder.Path))
        {
            Assert.NotNull(again);
        }

        File.WriteAllText(path, "elsewhere 0 pid:[1] 1 1 x"); // of another machine: nobody here knows whether it lives
        Assert.Null(OwnerFile.TryTake(path, _folder.Path));
    }

    [SkippableFact]
    public void OwnerFileOfADeadProcess_IsTakenOver()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Whether a process lives is looked up in /proc.");
        var path = _folder["owner"];
        using (OwnerFile.TryTake(path, _folder.Path))
        {
            var words = File.ReadAllText(path).Split(' ');
            words[4] = "1"; // this process's number, of one that began earlier
            File.WriteAllText(path, string.Join(' ', words));
        }

        // Disposing has removed it; a dead process would not have.
        File.WriteAllText(path, Dead());
        using var taken = OwnerFile.TryTake(path, _folder.Path);
        Assert.NotNull(taken);
        Assert.Single(_folder.Files("owner*"));

        string Dead()
        {
            using var self = OwnerFile.TryTake(path, _folder.Path);
            var words = File.ReadAllText(path).Split(' ');
            words[4] = "1";
            return string.Join(' ', words);
        }
    }

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Duplicate(int file);

    private static void Pipe(string path)
    {
        using var process = Process.Start("mkfifo", path);
        process.WaitForExit();
    }
}
