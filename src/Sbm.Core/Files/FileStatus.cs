using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Sbm.Core.Files;

/// <summary>What a path or an open file is, so far as the system tells.</summary>
/// <param name="Identity">The same for the same file, for as long as it exists.</param>
/// <param name="Mode">Kind and permissions as Unix has them; 0 elsewhere.</param>
/// <param name="Owner">The user's number.</param>
/// <param name="Group">The group's number.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Written">When it was last written; comparable with another of the same file only.</param>
/// <param name="IsUnlinked">Whether no folder has it any more: it is gone with whoever has it open, or mounted.</param>
internal readonly partial record struct FileStatus(FileIdentity Identity, int Mode, uint Owner, uint Group, long Length, long Written, bool IsUnlinked)
{
    private const int KindMask = 0xF000;
    private const int RegularKind = 0x8000;
    private const int FolderKind = 0x4000;
    private const int LinkKind = 0xA000;

    internal bool IsRegular => Mode == 0 || (Mode & KindMask) == RegularKind;

    internal bool IsFolder => (Mode & KindMask) == FolderKind;

    internal bool IsLink => (Mode & KindMask) == LinkKind;

    internal UnixFileMode Permissions => (UnixFileMode)(Mode & 0xFFF);

    /// <summary>What the kind is called in a message.</summary>
    internal string Kind => (Mode & KindMask) switch
    {
        RegularKind => "a file",
        FolderKind => "a folder",
        LinkKind => "a symbolic link",
        0x1000 => "a pipe",
        0xC000 => "a socket",
        _ => "a device",
    };

    /// <summary>Of an open file; null where this system has no call for it that is known here.</summary>
    internal static FileStatus? Of(SafeFileHandle file) => OperatingSystem.IsWindows() ? OnWindows(file) : Call(file, null);

    /// <summary>Of what stands at a path, of a link itself; null if there is nothing, or no call for it.</summary>
    internal static FileStatus? At(string path) => OperatingSystem.IsWindows() ? null : Call(null, path);

    private static FileStatus OnWindows(SafeFileHandle file) =>
        new(default, 0, 0, 0, RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file).Ticks, IsUnlinked: false);

    [UnsupportedOSPlatform("windows")]
    private static FileStatus? Call(SafeFileHandle? file, string? path)
    {
        Span<byte> status = stackalloc byte[256];
        try
        {
            return OperatingSystem.IsLinux() ? OnLinux(file, path, status) : OperatingSystem.IsMacOS() ? OnMac(file, path, status) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // a C library older than 2018
        }
    }

    // statx has one layout on every processor, and is a symbol in every glibc since 2.28, where stat is one since 2.33 only.
    private static FileStatus? OnLinux(SafeFileHandle? file, string? path, Span<byte> status)
    {
        const int CurrentFolder = -100;
        const int NoFollow = 0x100;
        const int OfHandle = 0x1000;
        const int BasicAndBirth = 0xFFF;
        ref var first = ref MemoryMarshal.GetReference(status);
        var result = file is null
            ? Statx(CurrentFolder, path!, NoFollow, BasicAndBirth, ref first)
            : Statx((int)file.DangerousGetHandle(), string.Empty, OfHandle, BasicAndBirth, ref first);
        GC.KeepAlive(file);
        return result != 0 ? null : new FileStatus(
            new FileIdentity(Long(status[136..]), Long(status[32..]), Time(status[80..])),
            BinaryPrimitives.ReadUInt16LittleEndian(status[28..]),
            BinaryPrimitives.ReadUInt32LittleEndian(status[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(status[24..]),
            Long(status[40..]),
            Time(status[112..]),
            BinaryPrimitives.ReadUInt32LittleEndian(status[16..]) == 0);
    }

    // struct stat with 64-bit inodes, the same on both processors.
    private static FileStatus? OnMac(SafeFileHandle? file, string? path, Span<byte> status)
    {
        ref var first = ref MemoryMarshal.GetReference(status);
        var isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        int result;
        if (file is null)
        {
            result = isArm ? MacStat(path!, ref first) : MacStat64(path!, ref first);
        }
        else
        {
            var handle = (int)file.DangerousGetHandle();
            result = isArm ? MacStat(handle, ref first) : MacStat64(handle, ref first);
            GC.KeepAlive(file);
        }

        return result != 0 ? null : new FileStatus(
            new FileIdentity(BinaryPrimitives.ReadUInt32LittleEndian(status), Long(status[8..]), Time(status[80..])),
            BinaryPrimitives.ReadUInt16LittleEndian(status[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(status[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(status[20..]),
            Long(status[96..]),
            Time(status[48..]),
            BinaryPrimitives.ReadUInt16LittleEndian(status[6..]) == 0);
    }

    private static long Long(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64LittleEndian(bytes);

    private static long Time(ReadOnlySpan<byte> bytes) =>
        unchecked((Long(bytes) * 1_000_000_000) + BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "lstat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MacStat(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "fstat")]
    private static partial int MacStat(int file, ref byte status);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MacStat64(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64")]
    private static partial int MacStat64(int file, ref byte status);
}

/// <summary>What tells a file from all others. The time of birth, where the system keeps it, tells two that had one number after each other.</summary>
internal readonly record struct FileIdentity(long Device, long Number, long Born);
