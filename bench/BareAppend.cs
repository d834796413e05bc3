using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Sbm.Core.Files;
using Sbm.Core.Runs;
using Sbm.Core.Store;

namespace Sbm.Bench;

/// <summary>
/// What no append can be quicker than: the very bytes that Sbm would write, at the same place of a file of the same size that stays open, and the
/// same flush. Nothing is locked, looked at or made within what is measured.
/// </summary>
internal sealed class BareAppend : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;

    internal BareAppend(string store, string path)
    {
        File.Copy(store, path);
        (_path, _file) = (path, StoreFile.Open(path, FileAccess.ReadWrite));
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Makes the bytes of the next append.</summary>
    internal Action Prepare()
    {
        var time = RunTimestamp.Format(DateTimeOffset.UnixEpoch);
        var tail = StoreTail.For(time);
        var at = RandomAccess.GetLength(_file) - tail.Length;
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write(",\n"u8);
        RunRoom.Place(RunJson.Write(BenchRuns.New()), at + bytes.WrittenCount, bytes);
        bytes.Write(tail);
        return () =>
        {
            RandomAccess.Write(_file, bytes.WrittenSpan, at);
            DurableFile.Flush(_file, _path);
        };
    }
}
