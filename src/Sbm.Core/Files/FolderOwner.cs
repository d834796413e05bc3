namespace Sbm.Core.Files;

/// <summary>
/// What the superuser makes in somebody's folder is given to that somebody, who would be locked out otherwise: sudo that keeps HOME
/// would take <c>~/.sbm</c> and a new store away from their user.
/// </summary>
internal static class FolderOwner
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The folder whose owner and group a new file or folder gets; null for those that it has.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="made">What it is.</param>
    internal static FileStatus? For(string path, FileStatus? made) =>
        made is { Owner: 0 } && Path.GetDirectoryName(path) is { Length: > 0 } above && FileStatus.At(above) is { IsFolder: true, Owner: not 0 } folder ? folder : null;

    /// <summary>Gives a folder that was made a moment ago to whom it is for.</summary>
    internal static void Give(string path)
    {
        if (For(path, FileStatus.At(path)) is not { } folder)
        {
            return;
        }

        try
        {
            // Whoever owns the folder above may have put an older one in its place, which is not theirs to have.
            using var handle = UnixFile.OpenAny(path, FileAccess.Read);
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
            if (FileStatus.Of(handle) is { IsFolder: true, Owner: 0 } made && made.Identity.Born >= (now - 1) * NanosecondsPerSecond)
            {
                UnixFile.TryGive(handle, folder.Owner, folder.Group);
            }
        }
        catch (IOException)
        {
            // A link by now, or gone.
        }
    }
}
