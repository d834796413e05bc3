namespace Sbm.Unit.Store.PowerCut;

/// <summary>A folder as the processes see it, and the changes of its entries that may not be on the device yet.</summary>
internal sealed class DeviceFolder
{
    private readonly List<Action<Dictionary<string, object>>> _changes = [];
    private readonly HashSet<object> _touched = [];
    private Dictionary<string, object> _durable = [];

    /// <summary>Files and folders by name.</summary>
    internal Dictionary<string, object> Entries { get; private set; } = [];

    /// <summary>Whatever may be in the folder after a power cut.</summary>
    internal IEnumerable<object> Nodes => _durable.Values.Concat(Entries.Values).Concat(_touched).Distinct();

    /// <summary>Creation, removal or renaming of <paramref name="node"/>: it is on the device as a whole or not at all.</summary>
    internal void Change(object node, Action<Dictionary<string, object>> change)
    {
        change(Entries);
        _changes.Add(change);
        _touched.Add(node);
    }

    internal void Flush()
    {
        _durable = new Dictionary<string, object>(Entries);
        _changes.Clear();
        _touched.Clear();
    }

    internal IEnumerable<Pending> Pending() => Enumerable.Range(0, _changes.Count).Select(change => new Pending(this, change));

    /// <summary>The entries after a power cut that the given of the changes outlived.</summary>
    internal Dictionary<string, object> After(IReadOnlySet<Pending> outlived)
    {
        var entries = new Dictionary<string, object>(_durable);
        for (var change = 0; change < _changes.Count; change++)
        {
            if (outlived.Contains(new Pending(this, change)))
            {
                _changes[change](entries);
            }
        }

        return entries;
    }
}
