using System.Buffers;

namespace Sbm.Core.Runs;

/// <summary>
/// Copies the properties of a JSON object with a few of them changed. What lies between the changes is copied as it stands,
/// many properties at once.
/// </summary>
/// <param name="json">The object.</param>
/// <param name="start">Where its first property may start: behind the opening brace.</param>
/// <param name="copy">Takes the properties, without braces.</param>
internal ref struct JsonSplice(ReadOnlySpan<byte> json, int start, IBufferWriter<byte> copy)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private int _position = start;
    private bool _isEmpty = true; // then no comma is to come first

    private static ReadOnlySpan<byte> BetweenProperties => ", \t\r\n"u8;

    /// <summary>Copies up to a property, and goes on behind it.</summary>
    /// <param name="from">Where its name starts.</param>
    /// <param name="to">Where its value ends.</param>
    internal void LeaveOut(int from, int to)
    {
        CopyUpTo(from, isPropertyEnd: true);
        _position = to;
    }

    /// <summary>Copies up to a name, at any depth, and puts another one in its place.</summary>
    /// <param name="from">Where the name starts, with its quote.</param>
    /// <param name="to">Where it ends, with its quote.</param>
    /// <param name="name">The other name, with its quotes.</param>
    internal void Rename(int from, int to, ReadOnlySpan<byte> name)
    {
        CopyUpTo(from, isPropertyEnd: false);
        copy.Write(name);
        _isEmpty = false;
        _position = to;
    }

    /// <summary>Copies what is left.</summary>
    /// <param name="end">Where the object's closing brace is.</param>
    internal void Finish(int end) => CopyUpTo(end, isPropertyEnd: true);

    private void CopyUpTo(int end, bool isPropertyEnd)
    {
        var slice = _json[_position..end];
        slice = _isEmpty ? slice.TrimStart(BetweenProperties) : slice;
        slice = isPropertyEnd ? slice.TrimEnd(BetweenProperties) : slice;
        copy.Write(slice);
        _isEmpty &= slice.IsEmpty;
    }
}
