using System.Text;
using System.Text.Json;
using Sbm.Core.Files;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>
/// The JSON file that holds all runs. Safe to use from any number of threads and processes at once; each call stands for
/// itself. Calls are synchronous: what they wait for is the local device and, for at most
/// <see cref="RunStoreOptions.LockTimeout"/>, other writers.
/// </summary>
/// <remarks>
/// Between two writes the lock's file and the store may stay open, unlocked and in nobody's way, until <see cref="Dispose"/>: it saves opening and
/// reading them again.
/// </remarks>
public sealed class RunStore : IDisposable
{
    private readonly RunStoreOptions _options;
    private readonly Action<string>? _warn;
    private readonly SpillFolder _spill;
    private readonly StoreWriter _writer;
    private readonly SpillIntake _intake;
    private readonly LockKeeper _lockKeeper;

    /// <param name="path">Full path of the store, or of a symbolic link to it. It need not exist.</param>
    /// <param name="options">How to wait; the defaults if null.</param>
    /// <param name="warn">Is told, in a sentence, of repairs and of what had to be left out.</param>
    public RunStore(string path, RunStoreOptions? options = null, Action<string>? warn = null)
    {
        Path = StorePath.TargetOf(path);
        _options = options ?? new RunStoreOptions();
        _warn = warn;
        _spill = new SpillFolder(Path, _options.StateDirectory, warn);
        _writer = new StoreWriter(Path, _options, warn);
        _intake = new SpillIntake(Path, _spill, _writer, _options.Time);
        _lockKeeper = new LockKeeper(cancel => StoreCheck.Run(Path, cancel)); // nothing is put beside what is no store
    }

    /// <summary>Full path of the file itself, symbolic links resolved. Everything else lies beside it.</summary>
    public string Path { get; }

    /// <summary>The id that runs are stamped with as their store's; null if there is none yet.</summary>
    public string? Id => _options.StoreId ?? StoreCheck.IdOf(Path);

    /// <summary>Closes what the last write has left open. The store can be used all the same, and then leaves it open again.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _lockKeeper.Dispose();
    }

    /// <summary>Finds out early what would keep every run from being recorded.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: the path is no file, or one that is no store, or too large.</exception>
    public void Check() => Guard(() =>
    {
        StoreCheck.Run(Path, CancellationToken.None);
        return true;
    });

    /// <summary>
    /// Records a new run. When this returns the run is on the device: in the store, or, if that cannot be locked in time or
    /// written, or <paramref name="cancel"/> is asked for, in a spill file that the next successful write takes in.
    /// </summary>
    /// <param name="run">The run; it must have an id.</param>
    /// <param name="cancel">Ends waiting for other writers; the run is recorded all the same.</param>
    /// <exception cref="SbmException"><c>RunNotRecorded</c>: nothing at all could be written. The message carries the run as JSON.</exception>
    public RecordOutcome Record(RunRecord run, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(run.Id);
        byte[] Line(string? storeId) => RunJson.Write(run with { StoreId = _options.StoreId ?? storeId });
        var (reason, mayBeBeside) = (string.Empty, true);
        try
        {
            using var held = WriteLock.Acquire(Path, _options.LockTimeout, _options.Time, cancel, _lockKeeper);
            if (held is not null)
            {
                _intake.Append(Line, run.Timestamp ?? _options.Time.GetUtcNow(), cancel);
                return new RecordOutcome(Path, Spilled: false);
            }

            reason = cancel.IsCancellationRequested ? "you interrupted it" : $"another process kept it locked for {TimeText.Seconds(_options.LockTimeout)}";
        }
        catch (Exception error) // whatever keeps the store from being written, the run must not be lost
        {
            (reason, mayBeBeside) = (error.Message, error is not SbmException);
        }

        return Spill(run.Id, Line(StoreCheck.IdOf(Path)), reason, mayBeBeside);
    }

    /// <summary>All runs in order of recording, spilled ones last.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c></exception>
    public IReadOnlyList<StoredRun> ReadAll(CancellationToken cancel = default) => Guard(() => ReadAll(_spill.Read(), cancel));

    /// <summary>
    /// All runs that are not synced, and perhaps others, in order of recording, spilled ones last. Reads no more of the store than what
    /// is not known to be synced.
    /// </summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c></exception>
    public IReadOnlyList<StoredRun> ReadPending(CancellationToken cancel = default) => Guard(() =>
    {
        StoreFile.Check(Path);
        var spilled = _spill.Read();
        var pending = PendingRuns.Read(Path, cancel);

        // Several runs without an id may share one key; which of them counts only all of them tell.
        return pending is null || pending.Exists(static run => run.Record.Id is null)
            ? ReadAll(spilled, cancel)
            : WithSpilled(pending, spilled);
    });

    /// <summary>The newest runs, last recorded first. Reads no more of the store than it needs.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c></exception>
    public IReadOnlyList<StoredRun> ReadNewest(int count, CancellationToken cancel = default) => Guard(() =>
    {
        StoreFile.Check(Path);
        var spilled = _spill.Read();
        return (spilled.Count > 0 ? null : NewestRuns.Read(Path, count)) ?? ReadAll(spilled, cancel).AsEnumerable().Reverse().Take(count).ToList();
    });

    /// <summary>The last successful run of a theme that was not undone, or null. Searches the store's bytes and parses only hits.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c></exception>
    public StoredRun? FindSuccess(string slug, CancellationToken cancel = default) =>
        Find(slug, static run => run is { Status: RunStatus.Success, UndoneAt: null }, cancel);

    /// <summary>The last run of a theme that <paramref name="isTheOne"/>, or null; as <see cref="FindSuccess"/>.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c></exception>
    internal StoredRun? Find(string slug, Func<RunRecord, bool> isTheOne, CancellationToken cancel = default) => Guard(() =>
    {
        bool IsWanted(RunRecord run) => run.Slug == slug && isTheOne(run);
        StoreFile.Check(Path);
        var spilled = _spill.Read();
        return spilled.Count == 0 && NewestRuns.TryFind(Path, Encoding.UTF8.GetBytes($"\"{slug}\""), IsWanted, out var found)
            ? found
            : ReadAll(spilled, cancel).FindLast(run => IsWanted(run.Record));
    });

    /// <summary>
    /// Writes the results of uploads into the runs they belong to, each as one atomic change; spilled runs are taken in first.
    /// A run that is no longer the one that was sent is left as it is. <c>last_updated</c> stays as it is.
    /// </summary>
    /// <param name="results">By <see cref="StoredRun.Identity"/>.</param>
    /// <param name="sent">The runs as they were sent, by identity: what was changed since is not marked, and each is found at once.</param>
    /// <param name="cancel">Ends waiting for other writers.</param>
    /// <returns>How many runs were changed, and the store's stamps around it.</returns>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: locked for too long, or it cannot be written; nothing is lost.</exception>
    public StoreUpdate Update(
        IReadOnlyDictionary<string, SyncResult> results, IReadOnlyDictionary<string, StoredRun>? sent = null, CancellationToken cancel = default) => Guard(() =>
    {
        using var held = Hold(cancel);
        var before = Stamp();
        var spilled = _intake.TakeIn(cancel);
        bool WasSynced(string identity) => sent?.GetValueOrDefault(identity) is not { Record.SyncStatus: not SyncStatus.Synced };
        if (results.Any(result => result.Value.SyncStatus != SyncStatus.Synced && WasSynced(result.Key)))
        {
            SyncedMark.Remove(Path); // what was known to be synced is so no more
        }

        var update = new UploadResults(results, sent);
        var changed = new InPlaceResults(Path, _options).TryWrite(update, cancel) ?? Rewrite(update, cancel);

        // The lock keeps every other Sbm from writing the file, but runs may be spilled: those count as a change still to come.
        return new StoreUpdate(changed, before, Stamp() with { SpilledRuns = before.SpilledRuns - spilled.Sum(static run => SpillFolder.HashOf(run.Path)) });
    });

    /// <summary>
    /// Replaces the document by what <paramref name="change"/> makes of it, or leaves it where that is null; spilled runs are taken
    /// in first. It is asked again if a tool without a lock has changed the document meanwhile.
    /// </summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: locked for too long, or it cannot be written; nothing is changed.</exception>
    internal void Change(Func<StoreContent, StoreContent?> change, CancellationToken cancel) => Guard(() =>
    {
        using var held = Hold(cancel);
        SpillFolder.FlushRemoved(_intake.TakeIn(cancel)); // a file that came back would bring back a run that the change removes
        _writer.Rewrite(content => change(content) is { } changed ? changed with { MakesRoom = true } : null, cancel);
        return true;
    });

    private int Rewrite(UploadResults results, CancellationToken cancel)
    {
        var changed = 0;
        _writer.Rewrite(
            content =>
            {
                var ofRuns = results.For(content.Runs);
                changed = ofRuns.Count(static result => result is not null);
                return changed > 0 ? content with { Results = ofRuns, MakesRoom = true } : null;
            },
            cancel);
        return changed;
    }

    /// <summary>Tells whether the store has changed since another stamp was taken.</summary>
    public StoreStamp Stamp()
    {
        var spilled = _spill.Hash; // before the file, into which a run may move meanwhile
        var file = new FileInfo(Path);
        return new StoreStamp(file.Exists ? file.Length : 0, file.Exists ? file.LastWriteTimeUtc.Ticks : 0, spilled);
    }

    private WriteLock Hold(CancellationToken cancel)
    {
        var held = WriteLock.Acquire(Path, _options.LockTimeout, _options.Time, cancel, _lockKeeper);
        if (held is null)
        {
            cancel.ThrowIfCancellationRequested();
            throw Unavailable($"Another process has kept the store '{Path}' locked for {TimeText.Seconds(_options.LockTimeout)}.");
        }

        return held;
    }

    private RecordOutcome Spill(string id, byte[] line, string reason, bool mayBeBeside)
    {
        try
        {
            var path = _spill.Write(id, line, mayBeBeside);
            _warn?.Invoke(mayBeBeside
                ? $"The store '{Path}' could not be written ({reason.TrimEnd('.')}). The run is safe in '{path}' and moves into the store with the next run."
                : $"{reason} The run is kept in '{path}'.");
            return new RecordOutcome(path, Spilled: true);
        }
        catch (AggregateException errors)
        {
            throw new SbmException(
                "RunNotRecorded",
                $"The run could not be recorded, neither in '{Path}' ({reason.TrimEnd('.')}) nor beside it nor in '{_options.StateDirectory}'. It is: {Encoding.UTF8.GetString(line)}",
                "Keep this message; make room, give permission, or name a store elsewhere (-StorePath, SBM_STORE_PATH); and run the command again.",
                Path,
                errors);
        }
    }

    // The spilled ones were read before: a run that is taken in meanwhile is then seen in the store.
    private List<StoredRun> ReadAll(List<SpilledRun> spilled, CancellationToken cancel) =>
        WithSpilled(new StoreReader(Path, _options, _warn).Read(cancel), spilled);

    private static List<StoredRun> WithSpilled(List<StoredRun> runs, List<SpilledRun> spilled)
    {
        if (spilled.Count > 0)
        {
            var ids = runs.Select(static run => run.Record.Id).ToHashSet();
            runs.AddRange(spilled.Where(spill => ids.Add(spill.Run.Record.Id)).Select(static spill => spill.Run));
        }

        return runs;
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            throw Unavailable($"The store '{Path}' cannot be used: {error.Message}", error);
        }
    }

    private SbmException Unavailable(string message, Exception? inner = null) => new(
        "StoreUnavailable",
        message,
        "Look whether the file can be read and written and the disk has room, then try again. Runs are not lost: those that cannot be written are kept beside it.",
        Path,
        inner);
}
