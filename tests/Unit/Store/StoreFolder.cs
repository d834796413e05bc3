using Sbm.Core.Store;

namespace Sbm.Unit.Store;

/// <summary>A store in a folder of its own, and what it has warned about.</summary>
public sealed class StoreFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder["store.json"];

    public string this[string name] => _folder[name];

    internal List<string> Warnings { get; } = [];

    internal RunStore Open(string? path = null, TimeSpan? lockTimeout = null) => new(
        path ?? Path,
        new RunStoreOptions { StateDirectory = _folder["state"], LockTimeout = lockTimeout ?? TimeSpan.FromSeconds(5) },
        Warnings.Add);

    internal string[] Files(string pattern) => Directory.GetFiles(_folder.Path, pattern);

    internal IEnumerable<string> Ids() => Open().ReadAll().Select(static run => run.Record.Id!);

    public void Dispose() => _folder.Dispose();
}
