using Sbm.Core.Store;

namespace Sbm.Unit.Store;

/// <summary>A store in a folder of its own, and what it has warned about.</summary>
public sealed class StoreFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<RunStore> _opened = [];

    public string Path => _folder["store.json"];

    public string this[string name] => _folder[name];

    internal List<string> Warnings { get; } = [];

    internal RunStore Open(string? path = null, TimeSpan? lockTimeout = null)
    {
        var options = new RunStoreOptions { StateDirectory = _folder["state"], LockTimeout = lockTimeout ?? TimeSpan.FromSeconds(5) };
        var store = new RunStore(path ?? Path, options, Warnings.Add);
        lock (_opened)
        {
            _opened.Add(store);
        }

        return store;
    }

    internal string[] Files(string pattern) => Directory.GetFiles(_folder.Path, pattern);

    internal IEnumerable<string> Ids() => Open().ReadAll().Select(static run => run.Record.Id!);

    /// <summary>Closes what the stores that were opened here have left open.</summary>
    internal void Close() => _opened.ForEach(static store => store.Dispose());

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }
}
