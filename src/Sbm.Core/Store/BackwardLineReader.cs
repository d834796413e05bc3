using Microsoft.Win32.SafeHandles;

namespace Sbm.Core.Store;

/// <summary>
/// Reads the lines of a file from its end, in blocks of whole lines, so that the newest runs cost the same however many
/// there are before them. One block of memory is used again and again. Not thread-safe.
/// </summary>
internal sealed class BackwardLineReader : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly int _blockSize;
    private byte[] _block;
    private long _end;

    /// <param name="path">The file.</param>
    /// <param name="blockSize">How many bytes to read at once; a longer line makes the block grow.</param>
    internal BackwardLineReader(string path, int blockSize)
    {
        _file = StoreFile.Open(path, FileAccess.Read);
        _end = RandomAccess.GetLength(_file);
        _blockSize = blockSize;
        _block = GC.AllocateUninitializedArray<byte>((int)Math.Min(blockSize, Math.Max(_end, 1)));
    }

    /// <summary>Whether the block read last begins where the file begins.</summary>
    internal bool IsAtStart => _end == 0;

    /// <summary>Takes bytes off the end that are not lines to be read, before the first block.</summary>
    internal void SkipFromEnd(int length) => _end -= length;

    /// <summary>The last bytes of the file, at most <paramref name="count"/>.</summary>
    internal byte[] PeekEnd(int count)
    {
        var bytes = new byte[Math.Min(count, _end)];
        return Fill(bytes, _end - bytes.Length) ? bytes : [];
    }

    /// <summary>
    /// The lines before those read so far, oldest first: each after its line feed, except at the start of the file.
    /// </summary>
    /// <returns>False at the start of the file, or if the file became shorter.</returns>
    internal bool TryReadBlock(out ReadOnlySpan<byte> lines)
    {
        lines = default;
        for (var size = _blockSize; _end > 0; size = checked(size * 2))
        {
            var length = (int)Math.Min(size, _end);
            if (_block.Length < length)
            {
                _block = GC.AllocateUninitializedArray<byte>(length);
            }

            var block = _block.AsSpan(0, length);
            if (!Fill(block, _end - length))
            {
                return false;
            }

            var firstLine = length == _end ? 0 : block.IndexOf((byte)'\n');
            if (firstLine < 0)
            {
                continue; // one line fills the block
            }

            lines = block[firstLine..];
            _end -= lines.Length;
            return true;
        }

        return false;
    }

    public void Dispose() => _file.Dispose();

    private bool Fill(Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(_file, bytes, offset);
            if (read == 0)
            {
                return false;
            }

            offset += read;
            bytes = bytes[read..];
        }

        return true;
    }
}
