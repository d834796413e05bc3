namespace Sbm.Unit.Store.PowerCut;

/// <summary>A file as the processes see it and as the device surely holds it.</summary>
internal sealed class DeviceFile(byte[] content)
{
    internal const int SectorSize = 512;

    private readonly SortedSet<int> _sectors = []; // written since the last flush
    private readonly HashSet<int> _givenUp = []; // those of a flush that failed
    private byte[] _durable = content;

    internal byte[] Content { get; private set; } = content;

    internal void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        var end = (int)offset + bytes.Length;
        var content = Content.Length >= end ? (byte[])Content.Clone() : Resized(Content, end);
        bytes.CopyTo(content.AsSpan((int)offset));
        Content = content;
        for (var sector = (int)offset / SectorSize; sector * SectorSize < end; sector++)
        {
            _sectors.Add(sector);
            _givenUp.Remove(sector);
        }
    }

    internal void Resize(long length)
    {
        Content = Resized(Content, (int)length);
        _sectors.RemoveWhere(sector => sector * SectorSize >= length);
    }

    internal void Flush()
    {
        _durable = After(Pending().Where(pending => !_givenUp.Contains(pending.Part)).ToHashSet());
        _sectors.IntersectWith(_givenUp);
    }

    /// <summary>After a flush that failed a system may take for written what is not: only what is written again is flushed again.</summary>
    internal void FailToFlush() => _givenUp.UnionWith(_sectors);

    /// <summary>Whether all that is in the file is on the device.</summary>
    internal bool IsFlushed => _sectors.Count == 0 && _durable.Length == Content.Length;

    /// <summary>What of the file may be on the device or not: each sector, and the size.</summary>
    internal IEnumerable<Pending> Pending()
    {
        foreach (var sector in _sectors)
        {
            yield return new Pending(this, sector);
        }

        if (_durable.Length != Content.Length)
        {
            yield return new Pending(this, -1);
        }
    }

    /// <summary>The file after a power cut that the given of its pending parts outlived.</summary>
    internal byte[] After(IReadOnlySet<Pending> outlived)
    {
        var content = Resized(_durable, outlived.Contains(new Pending(this, -1)) ? Content.Length : _durable.Length);
        foreach (var sector in _sectors)
        {
            var start = sector * SectorSize;
            var length = Math.Min(SectorSize, Math.Min(content.Length, Content.Length) - start);
            if (length > 0 && outlived.Contains(new Pending(this, sector)))
            {
                Content.AsSpan(start, length).CopyTo(content.AsSpan(start));
            }
        }

        return content;
    }

    private static byte[] Resized(byte[] bytes, int length)
    {
        var resized = new byte[length];
        bytes.AsSpan(0, Math.Min(length, bytes.Length)).CopyTo(resized);
        return resized;
    }
}

/// <summary>Something that may be on the device or not: a sector of a file, its size (-1), or a change of a folder (its number).</summary>
internal readonly record struct Pending(object Of, int Part);
