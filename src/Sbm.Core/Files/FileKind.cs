using System.Runtime.InteropServices;

namespace Sbm.Core.Files;

/// <summary>Tells regular files from pipes, sockets and devices without opening them: a pipe would wait for its writer, a device may have no end.</summary>
internal static partial class FileKind
{
    private const int CurrentFolder = -100;
    private const uint WantsType = 1;
    private const int TypeMask = 0xF000;

    /// <summary>What a path leads to, links followed, if it is no regular file: <c>a pipe</c>, <c>a folder</c>; null for a regular file.</summary>
    /// <exception cref="IOException">There is nothing, or it cannot be looked at.</exception>
    internal static string? Of(string path)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var attributes = File.GetAttributes(target);
        return attributes.HasFlag(FileAttributes.Directory) ? "a folder"
            : attributes.HasFlag(FileAttributes.Device) ? "a device"
            : (ModeOf(target) & TypeMask) switch
            {
                0x1000 => "a pipe",
                0x2000 or 0x6000 => "a device",
                0xC000 => "a socket",
                _ => null,
            };
    }

    /// <summary>Reads a regular file as a whole.</summary>
    /// <exception cref="IOException">It is a pipe, a device or the like, or it cannot be read.</exception>
    internal static byte[] ReadAllBytes(string path) =>
        Of(path) is { } kind ? throw new IOException($"it is {kind}.") : File.ReadAllBytes(path);

    // .NET does not tell. Where the type stands differs by system; elsewhere it is not known.
    private static int ModeOf(string path)
    {
        Span<byte> status = stackalloc byte[512];
        ref var first = ref MemoryMarshal.GetReference(status);
        if (OperatingSystem.IsLinux())
        {
            return StatX(CurrentFolder, path, 0, WantsType, ref first) == 0 ? BitConverter.ToUInt16(status[28..]) : 0;
        }

        return OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64 && Stat(path, ref first) == 0 ? BitConverter.ToUInt16(status[4..]) : 0;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint wants, ref byte status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, ref byte status);
}
