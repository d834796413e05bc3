using Microsoft.Win32.SafeHandles;

namespace Sbm.Core.Files;

/// <summary>
/// The mode and owner that files beside a store share with it. A store that is not there yet is readable and writable by its
/// owner alone. Everything is set on open files: a path may lead elsewhere a moment later. On Windows files inherit from their
/// folder instead.
/// </summary>
internal sealed class FileOwnership
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode GroupRights = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;

    private readonly FileStatus? _model;
    private readonly UnixFileMode _mode;

    private FileOwnership(FileStatus? model, UnixFileMode mode) => (_model, _mode) = (model, mode);

    /// <summary>That of a new file.</summary>
    internal static FileOwnership OfNew { get; } = new(null, OwnerOnly);

    /// <summary>The ownership of an existing file, or that of a new one.</summary>
    internal static FileOwnership Of(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return OfNew;
        }

        return FileStatus.At(path) is { } status
            ? Of(status)
            : File.Exists(path) ? new FileOwnership(null, File.GetUnixFileMode(path)) : OfNew;
    }

    /// <summary>The same of a file that was looked at; what is no regular file is no model.</summary>
    internal static FileOwnership Of(FileStatus status) => status.IsRegular ? new FileOwnership(status, status.Permissions) : OfNew;

    /// <summary>The mode of a folder beside the file: who may read the file may enter it.</summary>
    internal UnixFileMode FolderMode =>
        _mode | OwnerOnly | UnixFileMode.UserExecute
        | (_mode.HasFlag(UnixFileMode.GroupRead) ? UnixFileMode.GroupExecute : 0)
        | (_mode.HasFlag(UnixFileMode.OtherRead) ? UnixFileMode.OtherExecute : 0);

    /// <summary>
    /// Creates a file of this ownership that must not exist yet. Whatever stands in its place, a link to nowhere too, is an error.
    /// Until it has its mode and owner nobody else can open it.
    /// </summary>
    /// <returns>The file, open for writing, and whether everybody who could use the model can use it.</returns>
    internal (FileStream File, bool IsShared) Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 1 << 16,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var file = new FileStream(path, options);
        try
        {
            return (file, TryGiveNew(file.SafeFileHandle, path));
        }
        catch
        {
            file.Dispose(); // .NET holds a lock on it, which would keep everybody from a file that is one
            throw;
        }
    }

    /// <summary>The same for a file that was made otherwise.</summary>
    internal bool TryGiveNew(SafeFileHandle file, string path)
    {
        var made = FileStatus.Of(file);
        var ownership = _model is null && FolderOwner.For(path, made) is { } folder ? new FileOwnership(folder, _mode) : this;
        return ownership.TryGiveTo(file, made);
    }

    /// <summary>Gives an open file this mode and owner, so far as that is allowed: only the superuser can give a file away.</summary>
    /// <param name="file">The file.</param>
    /// <param name="seen">What it is now, if that is known.</param>
    /// <returns>Whether everybody who could use the model can use the file.</returns>
    internal bool TryGiveTo(SafeFileHandle file, FileStatus? seen)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        var (isGiven, mode) = (true, _mode);
        if (_model is { } model && seen is { } own)
        {
            isGiven = model.Owner == own.Owner || UnixFile.TryGive(file, model.Owner, uint.MaxValue);
            if (model.Group != own.Group && !UnixFile.TryGive(file, uint.MaxValue, model.Group))
            {
                isGiven = false;
                mode &= ~GroupRights; // they were meant for another group
            }
        }

        try
        {
            if ((seen?.Permissions ?? File.GetUnixFileMode(file)) != mode)
            {
                File.SetUnixFileMode(file, mode);
            }
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }

        return isGiven;
    }
}
