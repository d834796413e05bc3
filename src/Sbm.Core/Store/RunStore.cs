using System.Text;
using System.Text.Json;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>
/// The JSON file that holds all runs. Safe to use from any number of threads and processes at once; each call stands for
/// itself and keeps nothing open. Calls are synchronous: what they wait for is the local device and, for at most
/// <see cref="RunStoreOptions.LockTimeout"/>, other writers.
/// </summary>
public sealed class RunStore
{
    private readonly RunStoreOptions _options;
    private readonly Action<string>? _warn;
    private readonly SpillFolder _spill;
    private readonly StoreWriter _writer;

    /// <param name="path">Full path of the store, or of a symbolic link to it. It need not exist.</param>
    /// <param name="options">How to wait; the defaults if null.</param>
    /// <param name="warn">Is told, in a sentence, of repairs and of what had to be left out.</param>
    public RunStore(string path, RunStoreOptions? options = null, Action<string>? warn = null)
    {
        Path = TargetOf(path);
        _options = options ?? new RunStoreOptions();
        _warn = warn;
        _spill = new SpillFolder(Path, _options.StateDirectory, warn);
        _writer = new StoreWriter(Path, _options.Time, warn);
    }

    /// <summary>Full path of the file itself, symbolic links resolved. Everything else lies beside it.</summary>
    public string Path { get; }

    /// <summary>Finds out early what would keep every run from being recorded.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: the path is a folder, or the document too large.</exception>
    public void Check() => StoreFile.Check(Path);

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
        var line = RunJson.Write(run);
        string reason;
        try
        {
            using var held = StoreLock.Acquire(Path, _options.LockTimeout, _options.Time, cancel);
            if (held is not null)
            {
                Append(line, run.Timestamp ?? _options.Time.GetUtcNow());
                return new RecordOutcome(Path, Spilled: false);
            }

            reason = cancel.IsCancellationRequested ? "you interrupted it" : $"another process kept it locked for {_options.LockTimeout.TotalSeconds:0.#} s";
        }
        catch (Exception error) // whatever keeps the store from being written, the run must not be lost
        {
            reason = error.Message;
        }

        return Spill(run.Id, line, reason);
    }

    /// <summary>All runs in order of recording, spilled ones last.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c></exception>
    public IReadOnlyList<StoredRun> ReadAll(CancellationToken cancel = default) => Guard(() =>
    {
        var spilled = ReadSpilled(); // before the store: a run that is taken in meanwhile is then seen there
        var runs = new StoreReader(Path, _options, _warn).Read(cancel);
        if (spilled.Count > 0)
        {
            var ids = runs.Select(static run => run.Record.Id).ToHashSet();
            runs.AddRange(spilled.Where(spill => ids.Add(spill.Run.Record.Id)).Select(static spill => spill.Run));
        }

        return runs;
    });

    /// <summary>The newest runs, last recorded first. Reads no more of the store than it needs.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c></exception>
    public IReadOnlyList<StoredRun> ReadNewest(int count, CancellationToken cancel = default) => Guard(() =>
    {
        StoreFile.Check(Path);
        return (_spill.Exists ? null : NewestRuns.Read(Path, count)) ?? ReadAll(cancel).Reverse().Take(count).ToList();
    });

    /// <summary>The last successful run of a theme that was not undone, or null. Searches the store's bytes and parses only hits.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c></exception>
    public StoredRun? FindSuccess(string slug, CancellationToken cancel = default) => Guard(() =>
    {
        bool IsWanted(RunRecord run) => run is { Status: RunStatus.Success, UndoneAt: null } && run.Slug == slug;
        StoreFile.Check(Path);
        return !_spill.Exists && NewestRuns.TryFind(Path, Encoding.UTF8.GetBytes($"\"{slug}\""), IsWanted, out var found)
            ? found
            : ReadAll(cancel).LastOrDefault(run => IsWanted(run.Record));
    });

    /// <summary>
    /// Writes the results of uploads into the runs they belong to, as one atomic change; spilled runs are taken in first.
    /// <c>last_updated</c> stays as it is.
    /// </summary>
    /// <param name="results">By <see cref="StoredRun.Identity"/>.</param>
    /// <param name="cancel">Ends waiting for other writers.</param>
    /// <returns>How many runs were changed, and the store's stamps around it.</returns>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: locked for too long, or it cannot be written; nothing is changed.</exception>
    public StoreUpdate Update(IReadOnlyDictionary<string, SyncResult> results, CancellationToken cancel = default) => Guard(() =>
    {
        using var held = StoreLock.Acquire(Path, _options.LockTimeout, _options.Time, cancel);
        if (held is null)
        {
            cancel.ThrowIfCancellationRequested();
            throw Unavailable($"Another process has kept the store '{Path}' locked for {_options.LockTimeout.TotalSeconds:0.#} s.");
        }

        var before = Stamp();
        var spilled = ReadSpilled();
        var changed = 0;
        _writer.Rewrite(content =>
        {
            content = WithResults(WithSpilled(content, spilled), results);
            changed = content.Results.Count(static result => result is not null);
            return changed > 0 || spilled.Count > 0 ? content : null;
        });
        RemoveSpilled(spilled);

        // The lock keeps every other Sbm from writing the file, but runs may be spilled: those count as a change still to come.
        return new StoreUpdate(changed, before, Stamp() with { SpilledRuns = before.SpilledRuns - spilled.Sum(static run => SpillFolder.HashOf(run.Path)) });
    });

    /// <summary>
    /// Replaces the document by what <paramref name="change"/> makes of it, or leaves it where that is null; spilled runs are taken
    /// in first.
    /// </summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: locked for too long, or it cannot be written; nothing is changed.</exception>
    internal void Change(Func<StoreContent, StoreContent?> change, CancellationToken cancel) => Guard(() =>
    {
        using var held = StoreLock.Acquire(Path, _options.LockTimeout, _options.Time, cancel);
        if (held is null)
        {
            cancel.ThrowIfCancellationRequested();
            throw Unavailable($"Another process has kept the store '{Path}' locked for {_options.LockTimeout.TotalSeconds:0.#} s.");
        }

        var spilled = ReadSpilled();
        _writer.Rewrite(content =>
        {
            content = WithSpilled(content, spilled);
            return change(content) ?? (spilled.Count > 0 ? content : null);
        });
        RemoveSpilled(spilled);
        return true;
    });

    /// <summary>Tells whether the store has changed since another stamp was taken.</summary>
    public StoreStamp Stamp()
    {
        var spilled = _spill.Hash; // before the file, into which a run may move meanwhile
        var file = new FileInfo(Path);
        return new StoreStamp(file.Exists ? file.Length : 0, file.Exists ? file.LastWriteTimeUtc.Ticks : 0, spilled);
    }

    private void Append(byte[] line, DateTimeOffset ended)
    {
        if (!_spill.Exists)
        {
            _writer.Append([line], ended);
            return;
        }

        var spilled = ReadSpilled();
        var missing = spilled.Where(new StoredIds(StoreFile.ReadAll(Path)).AreWithout).ToList();
        var newest = missing.Select(static spill => spill.Run.Record.Timestamp ?? default).Append(ended).Max();
        _writer.Append([.. missing.Select(static spill => spill.Run.Json.ToArray()), line], newest);
        RemoveSpilled(spilled);
    }

    private RecordOutcome Spill(string id, byte[] line, string reason)
    {
        try
        {
            var path = _spill.Write(id, line);
            _warn?.Invoke($"The store '{Path}' could not be written ({reason.TrimEnd('.')}). The run is safe in '{path}' and moves into the store with the next run.");
            return new RecordOutcome(path, Spilled: true);
        }
        catch (AggregateException errors)
        {
            throw new SbmException(
                "RunNotRecorded",
                $"The run could not be recorded, neither in '{Path}' ({reason.TrimEnd('.')}) nor beside it nor in '{_options.StateDirectory}'. It is: {Encoding.UTF8.GetString(line)}",
                "Keep this message, make room or give permission, and run the command again.",
                Path,
                errors);
        }
    }

    private List<SpilledRun> ReadSpilled() => _spill.Exists ? _spill.Read() : [];

    private void RemoveSpilled(List<SpilledRun> spilled)
    {
        if (_spill.Exists)
        {
            _spill.Remove(spilled);
        }
    }

    private static StoreContent WithSpilled(StoreContent content, List<SpilledRun> spilled)
    {
        if (spilled.Count > 0)
        {
            var ids = new StoredIds(content);
            content.Runs.AddRange(spilled.Where(ids.AreWithout).Select(static spill => spill.Run.Json));
        }

        return content;
    }

    private static StoreContent WithResults(StoreContent content, IReadOnlyDictionary<string, SyncResult> results)
    {
        var ofRuns = new SyncResult?[content.Runs.Count];
        RunParts.All(ofRuns.Length, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                ofRuns[i] = RunIdentity.TryOfLine(content.Runs[i].Span) is { } identity ? results.GetValueOrDefault(identity) : null;
            }

            return true;
        });
        return content with { Results = ofRuns };
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
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

    private static string TargetOf(string path)
    {
        var link = new FileInfo(path);
        return link.LinkTarget is null ? link.FullName : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }
}
