namespace Sbm.Core.Store;

/// <summary>Opens a store's file, always for a moment and never in anybody's way: exclusion comes from the lock alone.</summary>
internal static class StoreFile
{
    /// <summary>What the file's place holds.</summary>
    /// <exception cref="SbmException"><c>StoreUnavailable</c>: a folder, or a document larger than 2 GB.</exception>
    internal static void Check(string path)
    {
        if (Directory.Exists(path))
        {
            throw new SbmException(
                "StoreUnavailable",
                $"The store '{path}' is a folder.",
                "Give the path of a file with -StorePath, or move the folder away.",
                path);
        }

        var file = new FileInfo(path);
        if (file.Exists && file.Length > Array.MaxLength)
        {
            throw new SbmException(
                "StoreUnavailable",
                $"The store '{path}' is {file.Length:N0} bytes large; Sbm reads stores of up to 2 GB.",
                "Move the file away to begin a new store, or record to another with -StorePath.",
                path);
        }
    }

    /// <summary>The whole file; empty if there is none.</summary>
    internal static byte[] ReadAll(string path)
    {
        Check(path);
        try
        {
            using var file = Open(path, FileAccess.Read);
            var bytes = GC.AllocateUninitializedArray<byte>((int)RandomAccess.GetLength(file));
            var length = 0;
            while (length < bytes.Length)
            {
                var read = RandomAccess.Read(file, bytes.AsSpan(length), length);
                if (read == 0)
                {
                    return bytes[..length]; // it became shorter meanwhile
                }

                length += read;
            }

            return bytes;
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    internal static Microsoft.Win32.SafeHandles.SafeFileHandle Open(string path, FileAccess access) =>
        File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>The same; null if there is no file.</summary>
    internal static Microsoft.Win32.SafeHandles.SafeFileHandle? TryOpen(string path, FileAccess access)
    {
        try
        {
            return Open(path, access);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
