using System.Text;

namespace Sbm.Core.Runs;

/// <summary>
/// Gives the same string object for the same bytes: a hundred thousand runs have few distinct slugs, users and statuses.
/// A small table that forgets on collision, so its size is bounded. Not thread-safe.
/// </summary>
internal sealed class StringPool
{
    private const int Size = 1 << 12;
    private readonly (byte[]? Utf8, string Text)[] _entries = new (byte[]?, string)[Size];

    internal string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > 128)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var entry = ref _entries[hash.ToHashCode() & (Size - 1)];
        if (entry.Utf8 is null || !utf8.SequenceEqual(entry.Utf8))
        {
            entry = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return entry.Text;
    }
}
