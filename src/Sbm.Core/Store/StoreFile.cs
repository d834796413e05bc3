using Microsoft.Win32.SafeHandles;
using Sbm.Core.Files;

namespace Sbm.Core.Store;

/// <summary>Opens a store's file, always for a moment and never in anybody's way: exclusion comes from the lock alone.</summary>
internal static class StoreFile
{
    /// <summary>What the file's place holds.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: no file, or a document larger than 2 GB.</exception>
    internal static void Check(string path)
    {
        if (Directory.Exists(path))
        {
            throw Refused(path, "is a folder");
        }

        if (FileStatus.At(path) is { IsRegular: false, IsLink: false } status)
        {
            throw Refused(path, $"is {status.Kind}");
        }

        var file = new FileInfo(path);
        if (file.Exists && file.Length > Array.MaxLength)
        {
            throw new SbmException(
                "StoreUnavailable",
                $"The store '{path}' is {CountText.Of(file.Length, "byte")} large; Sbm reads stores of up to 2 GB.",
                "Move the file away to begin a new store, or record to another with -StorePath.",
                path);
        }
    }

    /// <summary>The whole file; empty if there is none.</summary>
    internal static byte[] ReadAll(string path)
    {
        Check(path);
        using var file = TryOpen(path, FileAccess.Read);
        return file is null ? [] : ReadAll(file);
    }

    internal static byte[] ReadAll(SafeFileHandle file) => Read(file, 0, RandomAccess.GetLength(file));

    /// <summary>Some bytes of a file; fewer if it ends before.</summary>
    internal static byte[] Read(SafeFileHandle file, long offset, long count)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked((int)count));
        var length = Read(file, offset, bytes);
        return length == bytes.Length ? bytes : bytes[..length];
    }

    /// <summary>Fills <paramref name="bytes"/> from a file, so far as it goes.</summary>
    /// <returns>How many bytes there were.</returns>
    internal static int Read(SafeFileHandle file, long offset, Span<byte> bytes)
    {
        var length = 0;
        while (length < bytes.Length && RandomAccess.Read(file, bytes[length..], offset + length) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }

    /// <exception cref="IOException">It cannot be opened, or is no regular file.</exception>
    internal static SafeFileHandle Open(string path, FileAccess access) => OperatingSystem.IsWindows()
        ? File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete)
        : UnixFile.OpenRegular(path, access);

    /// <summary>The same; null if there is no file.</summary>
    internal static SafeFileHandle? TryOpen(string path, FileAccess access) => Try(Open, path, access);

    /// <summary>The same, but whether it is a regular file is for the caller to see, who looks at it before and after.</summary>
    internal static SafeFileHandle? TryOpenAny(string path, FileAccess access) =>
        Try(static (path, access) => OperatingSystem.IsWindows() ? Open(path, access) : UnixFile.OpenAny(path, access), path, access);

    private static SafeFileHandle? Try(Func<string, FileAccess, SafeFileHandle> open, string path, FileAccess access)
    {
        try
        {
            return open(path, access);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The error for what Sbm does not touch.</summary>
    internal static SbmException Refused(string path, string fault) => new(
        "StoreUnavailable",
        $"The store '{path}' {fault}.",
        "Give the path of a file that holds runs, or of one that is not there yet.",
        path);
}
