using System.Diagnostics;
using Sbm.Core;
using Sbm.Core.Files;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Unit.Store;

public sealed class SpillTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LockThatIsNeverLetGo_MakesTheRunSpillAndTheNextWriteTakesItIn()
    {
        var first = Runs.New("first");
        var second = Runs.New("second");
        using (var holder = new Worker("hold", _folder.Path))
        {
            Assert.Equal("held", holder.ReadLine());

            var outcome = _folder.Open(lockTimeout: TimeSpan.FromMilliseconds(50)).Record(first);

            Assert.True(outcome.Spilled);
            Assert.Equal(_folder.Path + ".spill", Path.GetDirectoryName(outcome.Path));
            Assert.Equal(first, _folder.Open().ReadAll().Single().Record);
            Assert.Equal(first, _folder.Open().ReadNewest(1).Single().Record);
            Assert.NotNull(_folder.Open().FindSuccess("first"));
            Assert.Throws<SbmException>(() => _folder.Open(lockTimeout: TimeSpan.FromMilliseconds(50)).Update(new Dictionary<string, SyncResult>()));
            holder.Finish();
        }

        Assert.False(_folder.Open().Record(second).Spilled);

        Assert.Equal([first.Id!, second.Id!], _folder.Ids());
        Assert.False(Directory.Exists(_folder.Path + ".spill"));
    }

    [Fact]
    public void Cancellation_EndsTheWaitingBySpilling()
    {
        using var holder = new Worker("hold", _folder.Path);
        Assert.Equal("held", holder.ReadLine());
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var watch = Stopwatch.StartNew();

        Assert.True(_folder.Open(lockTimeout: TimeSpan.FromMinutes(5)).Record(Runs.New("a"), cancelled.Token).Spilled);

        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1));
        holder.Finish();
    }

    [Fact]
    public void FolderThatAnotherProcessRemovesMeanwhile_IsMadeAgain()
    {
        var folder = _folder.Path + ".spill";
        var spill = new SpillFolder(_folder.Path, _folder["state"], null);
        using var ended = new CancellationTokenSource();
        var remover = new Thread(() =>
        {
            while (!ended.IsCancellationRequested)
            {
                try
                {
                    Directory.Delete(folder);
                }
                catch (IOException)
                {
                    // Not there, or a run is in it.
                }

                ended.Token.WaitHandle.WaitOne(1); // time for a few attempts, as between the writes of other processes
            }
        });
        remover.Start();
        try
        {
            for (var i = 0; i < 1_000; i++)
            {
                var path = spill.Write(RunId.New(DateTimeOffset.UnixEpoch), "{}"u8);

                Assert.Equal(folder, Path.GetDirectoryName(path));
                File.Delete(path);
            }
        }
        finally
        {
            ended.Cancel();
            remover.Join();
        }
    }

    [Fact]
    public void SpilledRunThatTheStoreHasAlready_IsTakenInOnce()
    {
        var run = Runs.New("a");
        var store = _folder.Open();
        store.Record(run);
        Directory.CreateDirectory(_folder.Path + ".spill");
        File.WriteAllBytes(Path.Combine(_folder.Path + ".spill", run.Id + ".json"), RunJson.Write(run));

        Assert.Single(store.ReadAll());
        var next = Runs.New("b");
        store.Record(next);

        Assert.Equal([run.Id!, next.Id!], _folder.Ids());
        Assert.False(Directory.Exists(_folder.Path + ".spill"));
    }

    [Fact]
    public void Update_OfASpilledRun_TakesItInAndMarksIt()
    {
        var run = Runs.New("a");
        Directory.CreateDirectory(_folder.Path + ".spill");
        File.WriteAllBytes(Path.Combine(_folder.Path + ".spill", run.Id + ".json"), RunJson.Write(run));

        Assert.Equal(1, _folder.Open().Update(new Dictionary<string, SyncResult> { [run.Id!] = new(SyncStatus.Synced, DateTimeOffset.UnixEpoch) }).Changed);

        Assert.Equal(SyncStatus.Synced, _folder.Open().ReadAll().Single().Record.SyncStatus);
        Assert.False(Directory.Exists(_folder.Path + ".spill"));
    }

    [Fact]
    public void WhatAProcessLeftThatWasKilledWhileItSpilled_GoesWithTheNextWrite()
    {
        var left = System.IO.Path.Combine(_folder.Path + ".spill", "01a2140000000000000000000000dead.json.0123456789abcdef.tmp");
        Directory.CreateDirectory(_folder.Path + ".spill");
        File.WriteAllText(left, "{\"id\":\"0");
        File.SetLastWriteTimeUtc(left, DateTimeOffset.UnixEpoch.UtcDateTime);

        _folder.Open().Record(Runs.New("next"));

        Assert.False(Directory.Exists(_folder.Path + ".spill"));
    }

    [SkippableFact]
    public void FolderThatALinkLeadsTo_IsNeitherReadNorWrittenNorTidied()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        var foreign = Directory.CreateDirectory(_folder["foreign"]).FullName;
        File.WriteAllBytes(Path.Combine(foreign, "run.json"), RunJson.Write(Runs.New("foreign")));
        File.WriteAllText(Path.Combine(foreign, "old.tmp"), "precious");
        File.SetLastWriteTimeUtc(Path.Combine(foreign, "old.tmp"), DateTime.UnixEpoch);
        Directory.CreateSymbolicLink(_folder.Path + ".spill", foreign);

        _folder.Open().Record(Runs.New("a"));
        using (WriteLock.Acquire(_folder.Path, TimeSpan.Zero, TimeProvider.System, default))
        {
            var outcome = _folder.Open(lockTimeout: TimeSpan.Zero).Record(Runs.New("b"));
            Assert.StartsWith(_folder["state"], outcome.Path, StringComparison.Ordinal);
        }

        Assert.Equal(["a", "b"], _folder.Open().ReadAll().Select(static run => run.Record.Slug));
        Assert.Equal(["old.tmp", "run.json"], Directory.GetFiles(foreign).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void UnreadableSpillFile_DoesNotMakeEveryListingReadTheWholeStore()
    {
        _folder.Open().Record(Runs.New("first"));
        _folder.Open().Record(Runs.New("last"));
        var store = File.ReadAllText(_folder.Path);
        File.WriteAllText(_folder.Path, store.Replace("\"first\"", "first", StringComparison.Ordinal)); // whoever reads it all says so
        Directory.CreateDirectory(_folder.Path + ".spill");
        File.WriteAllText(Path.Combine(_folder.Path + ".spill", "torn.json"), "{\"id\":\"0");

        Assert.Equal("last", _folder.Open().ReadNewest(1).Single().Record.Slug);
        Assert.NotNull(_folder.Open().FindSuccess("last"));

        Assert.All(_folder.Warnings, static warning => Assert.Contains("torn.json", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void UnreadableSpillFile_StaysAndIsWarnedAbout()
    {
        Directory.CreateDirectory(_folder.Path + ".spill");
        var torn = Path.Combine(_folder.Path + ".spill", "0123.json");
        File.WriteAllText(torn, "{\"id\":\"0123\",\"sl");

        _folder.Open().Record(Runs.New("a"));

        Assert.True(File.Exists(torn));
        Assert.Contains(_folder.Warnings, warning => warning.Contains(torn, StringComparison.Ordinal));
        Assert.Single(_folder.Open().ReadAll());
    }

    [Fact]
    public void FolderThatIsGone_MakesTheRunSpillIntoTheStateDirectory()
    {
        var path = Path.Combine(_folder["gone"], "store.json");

        var outcome = _folder.Open(path).Record(Runs.New("a"));

        Assert.StartsWith(_folder["state"], outcome.Path, StringComparison.Ordinal);
        Assert.Equal("a", _folder.Open(path).ReadAll().Single().Record.Slug);
        Directory.CreateDirectory(_folder["gone"]);
        _folder.Open(path).Record(Runs.New("b"));
        Assert.Equal(["a", "b"], _folder.Open(path).ReadAll().Select(run => run.Record.Slug));
        Assert.False(File.Exists(outcome.Path));
    }

    [Fact]
    public void NowhereToWrite_IsAnErrorThatCarriesTheRun()
    {
        File.WriteAllText(_folder["state"], "a file where the state directory should be");
        var run = Runs.New("a");

        var error = Assert.Throws<SbmException>(() => _folder.Open(Path.Combine(_folder["gone"], "store.json")).Record(run));

        Assert.Equal("RunNotRecorded", error.ErrorId);
        var json = error.Message[error.Message.IndexOf('{', StringComparison.Ordinal)..];
        Assert.Equal(run, RunJson.Read(System.Text.Encoding.UTF8.GetBytes(json)));
    }

    [SkippableFact]
    public void FileSizeLimit_PutsTheOldEndBackAndSpills()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no limit on the size of a process's files.");
        var store = _folder.Open();
        for (var i = 0; i < 12; i++)
        {
            store.Record(Runs.New($"theme-{i}"));
        }

        // The store has some 7 KB; 16 blocks are 8 or 16 KB.
        using var worker = Worker.WithFileLimit(16, "append", _folder.Path, "40", "limited");
        var acknowledged = worker.Finish();

        Assert.Equal(40, acknowledged.Count);
        Assert.NotNull(StoreParser.Parse(File.ReadAllBytes(_folder.Path)));
        Assert.Equal(52, _folder.Ids().Count());
        Assert.True(Directory.Exists(_folder.Path + ".spill"));
        store.Record(Runs.New("after"));
        Assert.Equal(53, _folder.Ids().Distinct().Count());
        Assert.False(Directory.Exists(_folder.Path + ".spill"));
    }

    [SkippableFact]
    public void FullDisk_SpillsElsewhereAndLeavesTheStoreWhole()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only the superuser of a Linux can mount a tiny file system.");
        var disk = _folder["disk"];
        Directory.CreateDirectory(disk);
        Skip.IfNot(Execute("mount", "-t", "tmpfs", "-o", "size=32k", "sbm-test", disk) == 0, "This machine lets nobody mount a file system.");
        try
        {
            var path = Path.Combine(disk, "store.json");
            var runs = Enumerable.Range(0, 100).Select(i => Runs.New($"theme-{i}")).ToList();
            var outcomes = runs.Select(run => _folder.Open(path).Record(run)).ToList();

            Assert.Contains(outcomes, outcome => outcome.Spilled);
            Assert.NotNull(StoreParser.Parse(File.ReadAllBytes(path)));
            Assert.Equal(runs.Select(run => run.Id).Order(), _folder.Open(path).ReadAll().Select(run => run.Record.Id).Order());
        }
        finally
        {
            _folder.Close();
            Assert.Equal(0, Execute("umount", disk));
        }
    }

    [SkippableFact]
    public void ReadOnlyDisk_SpillsElsewhere()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only the superuser of a Linux can mount a tiny file system.");
        var disk = _folder["disk"];
        Directory.CreateDirectory(disk);
        Skip.IfNot(Execute("mount", "-t", "tmpfs", "-o", "size=1m", "sbm-test", disk) == 0, "This machine lets nobody mount a file system.");
        try
        {
            var path = Path.Combine(disk, "store.json");
            _folder.Open(path).Record(Runs.New("first"));
            _folder.Close();
            Assert.Equal(0, Execute("mount", "-o", "remount,ro", disk));

            var outcome = _folder.Open(path).Record(Runs.New("second"));

            Assert.StartsWith(_folder["state"], outcome.Path, StringComparison.Ordinal);
            Assert.Equal(["first", "second"], _folder.Open(path).ReadAll().Select(run => run.Record.Slug));
        }
        finally
        {
            _folder.Close();
            Assert.Equal(0, Execute("umount", disk));
        }
    }

    [SkippableFact]
    public void MountedStoreThatWasReplacedOutside_IsNotWrittenTo()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only the superuser of a Linux can mount a file.");
        var outside = _folder["outside.json"];
        _folder.Open(outside).Record(Runs.New("first"));
        File.WriteAllText(_folder.Path, string.Empty);
        Skip.IfNot(Execute("mount", "--bind", outside, _folder.Path) == 0, "This machine lets nobody mount a file.");
        try
        {
            Assert.False(_folder.Open().Record(Runs.New("second")).Spilled);
            File.Copy(outside, outside + ".new");
            File.Move(outside + ".new", outside, overwrite: true); // as every rewrite does

            Assert.True(_folder.Open().Record(Runs.New("third")).Spilled);
        }
        finally
        {
            _folder.Close();
            Assert.Equal(0, Execute("umount", _folder.Path));
        }

        Assert.Equal(["first", "second"], _folder.Open(outside).ReadAll().Select(static run => run.Record.Slug));
        Assert.Equal(["third"], _folder.Open().ReadAll().Select(static run => run.Record.Slug));
    }

    private static int Execute(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
