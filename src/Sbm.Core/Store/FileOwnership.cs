using System.Runtime.InteropServices;

namespace Sbm.Core.Store;

/// <summary>
/// The mode and owner that files beside a store share with it. A store that is not there yet is readable and writable by its
/// owner alone. On Windows files inherit from their folder instead.
/// </summary>
internal sealed partial class FileOwnership
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly UnixFileMode _mode;
    private readonly string? _model;

    private FileOwnership(UnixFileMode mode, string? model) => (_mode, _model) = (mode, model);

    /// <summary>The ownership of an existing file, or that of a new one.</summary>
    internal static FileOwnership Of(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return new FileOwnership(OwnerOnly, null);
        }

        return new FileOwnership(File.GetUnixFileMode(path), path);
    }

    /// <summary>Has a file created with this mode, less what the process's mask takes.</summary>
    internal void ApplyTo(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = _mode;
        }
    }

    /// <summary>
    /// Gives a file this mode and owner. Only the superuser can give a file away; for anyone else the owner stays who writes.
    /// </summary>
    internal void ApplyTo(string path)
    {
        if (OperatingSystem.IsWindows() || _model is null)
        {
            return;
        }

        if (GetStatus(_model) is { } model && GetStatus(path) is { } own && (model.Owner, model.Group) != (own.Owner, own.Group))
        {
            _ = ChangeOwner(path, model.Owner, model.Group);
        }

        if (File.GetUnixFileMode(path) != _mode)
        {
            File.SetUnixFileMode(path, _mode);
        }
    }

    private static (uint Owner, uint Group)? GetStatus(string path)
    {
        // .NET has no call for a file's owner. The layout of struct stat differs by platform; these two are where Linux on
        // x64 and arm64 keeps them. Elsewhere the owner is left alone.
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> status = stackalloc byte[256];
        ref var first = ref MemoryMarshal.GetReference(status);
        return RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 when Stat(path, ref first) == 0 => (BitConverter.ToUInt32(status[28..]), BitConverter.ToUInt32(status[32..])),
            Architecture.Arm64 when Stat(path, ref first) == 0 => (BitConverter.ToUInt32(status[24..]), BitConverter.ToUInt32(status[28..])),
            _ => null,
        };
    }

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, ref byte status);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint owner, uint group);
}
