using System.Text;
using Sbm.Core.Files;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Unit.Store;

/// <summary>Results of uploads within the lines of their runs.</summary>
public sealed class InPlaceTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ResultsOfFreshRuns_AreWrittenInPlaceEachWithinOneSector()
    {
        for (var i = 0; i < 60; i++)
        {
            _folder.Open().Record(Runs.New($"theme-{i}") with { UserId = new string('u', i * 7) });
        }

        var before = File.ReadAllBytes(_folder.Path);
        foreach (var run in _folder.Open().ReadPending())
        {
            var was = File.ReadAllBytes(_folder.Path);
            Update(run, new SyncResult(SyncStatus.Pending, Noon, "no answer " + new string('x', 500)));
            AssertOneSector(was);
            was = File.ReadAllBytes(_folder.Path);
            Update(_folder.Open().ReadPending().Single(other => other.Identity == run.Identity), new SyncResult(SyncStatus.Synced, Noon));
            AssertOneSector(was);
        }

        Assert.Equal(before.Length, new FileInfo(_folder.Path).Length);
        Assert.All(_folder.Open().ReadAll(), run => Assert.Equal((SyncStatus.Synced, 2L, Noon), (run.Record.SyncStatus, run.Record.SyncAttempts, run.Record.SyncedAt)));
        Assert.Empty(_folder.Open().ReadPending());
    }

    [Fact]
    public void RunsWithoutRoom_AreRewrittenOnceForAll()
    {
        var lines = Enumerable.Range(0, 30).Select(i => Encoding.UTF8.GetString(RunJson.Write(Runs.New($"theme-{i}"))));
        File.WriteAllText(_folder.Path, "{\"migrations\":[],\"runs\":[\n" + string.Join(",\n", lines) + "\n],\"last_updated\":\"2026-01-11T10:00:00.0000000Z\"}\n");
        var first = Identity();
        Update(_folder.Open().ReadPending()[0], new SyncResult(SyncStatus.Synced, Noon));
        var second = Identity();
        Assert.NotEqual(first, second);

        while (_folder.Open().ReadPending() is [var run, ..])
        {
            Update(run, new SyncResult(SyncStatus.Synced, Noon));
        }

        Assert.Equal(second, Identity());
        Assert.Equal(30, _folder.Ids().Count());
    }

    [Fact]
    public void RunThatWasChangedSinceItWasSent_IsNotMarked()
    {
        _folder.Open().Record(Runs.New("a"));
        var sent = _folder.Open().ReadPending().Single();
        new RunEditor(_folder.Open()).Edit(static _ => true, new RunChange().SetNote("changed"));

        Assert.Equal(0, Update(sent, new SyncResult(SyncStatus.Synced, Noon)));

        Assert.Equal(SyncStatus.Pending, _folder.Open().ReadAll().Single().Record.SyncStatus);
    }

    [Fact]
    public void HalfSeenStatus_IsPending()
    {
        _folder.Open().Record(Runs.New("a"));
        File.WriteAllText(_folder.Path, File.ReadAllText(_folder.Path).Replace("pending_sync", "synced\"sync", StringComparison.Ordinal).Replace("synced\"sync", "syncedg_sync", StringComparison.Ordinal));

        Assert.Equal(SyncStatus.Pending, _folder.Open().ReadAll().Single().Record.SyncStatus);
        Assert.Equal(SyncStatus.Pending, _folder.Open().ReadNewest(1).Single().Record.SyncStatus);
    }

    [SkippableFact]
    public void WhatIsKnownToBeSynced_IsNotReadAgain_ButNothingPendingIsOverlooked()
    {
        Skip.If(OperatingSystem.IsWindows(), "Files are not told apart on Windows, so the whole store is read.");
        var store = _folder.Open();
        for (var i = 0; i < 100; i++)
        {
            store.Record(Runs.New($"theme-{i}"));
        }

        var pending = store.ReadPending();
        var results = pending.Where((_, i) => i != 7).ToDictionary(run => run.Identity, _ => new SyncResult(SyncStatus.Synced, Noon));
        store.Update(results, pending.ToDictionary(run => run.Identity));
        Assert.Equal("theme-7", store.ReadPending().Single().Record.Slug);
        Assert.True(File.Exists(SyncedMark.PathFor(_folder.Path)));

        store.Record(Runs.New("late"));
        Assert.Equal(["theme-7", "late"], store.ReadPending().Select(run => run.Record.Slug));

        // Another tool writes the store anew, in place and in its own layout: the mark must not count.
        var text = File.ReadAllText(_folder.Path);
        File.WriteAllText(_folder.Path, text.Replace("\"slug\":\"theme-3\"", "\"slug\":\"theme-three\"", StringComparison.Ordinal).Replace("\"synced\"", "\"pending_sync\"", StringComparison.Ordinal));
        Assert.Equal(101, store.ReadPending().Count(run => run.Record.SyncStatus == SyncStatus.Pending));
    }

    private int Update(StoredRun run, SyncResult result) => _folder.Open().Update(
        new Dictionary<string, SyncResult> { [run.Identity] = result }, new Dictionary<string, StoredRun> { [run.Identity] = run }).Changed;

    private FileIdentity Identity() => FileStatus.At(_folder.Path)?.Identity ?? default;

    private void AssertOneSector(byte[] was)
    {
        var now = File.ReadAllBytes(_folder.Path);
        var changed = Enumerable.Range(0, now.Length).Where(i => now[i] != was[i]).ToList();
        Assert.NotEmpty(changed);
        Assert.Single(changed.Select(static i => i / 512).Distinct());
        System.Text.Json.JsonDocument.Parse(now).Dispose();
    }
}
