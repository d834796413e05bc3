using Sbm.Core.Files;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>
/// Where runs are added: a store that is open for writing, its end and its id. Left open by one append, it saves the next one reading either
/// again, for as long as nobody else has written to the store.
/// </summary>
internal sealed class AppendPoint : IDisposable
{
    private readonly string _path;
    private readonly StoreHandle _store;
    private readonly string? _storeId;
    private StoreEnd _end;

    private AppendPoint(string path, StoreHandle store, StoreEnd end)
    {
        (_path, _store, _end) = (path, store, end);
        _storeId = StoreHead.IdOf(store.File);
    }

    /// <summary>Opens the store and reads its end.</summary>
    /// <returns>Null if there is no store, its layout is not canonical, or its end is not whole.</returns>
    internal static AppendPoint? Open(string path, RunStoreOptions options, CancellationToken cancel)
    {
        AppendPoint? point = null;
        var store = StoreHandle.Open(path, options, create: false, cancel);
        try
        {
            return point = store is not null && StoreEnd.Read(store.File, store.Length) is { IsWhole: true } end ? new AppendPoint(path, store, end) : null;
        }
        finally
        {
            if (point is null)
            {
                store?.Dispose();
            }
        }
    }

    /// <summary>Adds runs, on the device when this returns.</summary>
    /// <param name="makeLines">Given the store's id, or null if it has none, makes one JSON object per run, each on one line.</param>
    /// <param name="newest">When the newest of them ended.</param>
    /// <param name="before">What the store must still be; null for whatever it is.</param>
    /// <returns>False if it is something else, null if this is not its end any more; then nothing is written.</returns>
    internal bool? Add(Func<string?, IReadOnlyList<byte[]>> makeLines, DateTimeOffset newest, FileStatus? before)
    {
        if (!_store.TryTakeAgain())
        {
            return null;
        }

        if (!_store.IsStill(before))
        {
            return false;
        }

        var lines = makeLines(_storeId);
        var time = RunTimestamp.Format(newest);
        for (var first = 0; first < lines.Count;)
        {
            var addition = _end.Addition(lines, time, ref first);
            if (!_store.IsUntouched || !_end.IsStillThere(_store.File))
            {
                if (first > 0 && lines.Count > 1)
                {
                    throw StoreHandle.Overtaken(_path);
                }

                return null;
            }

            _end = _end.Write(_store.File, _path, addition);
            _store.Written();
        }

        return true;
    }

    /// <summary>Lets other writers in, until more is added; as <see cref="StoreHandle.TryLetGo"/>.</summary>
    internal bool TryLetGo() => _store.TryLetGo();

    public void Dispose() => _store.Dispose();
}
