namespace Sbm.Core.Files;

/// <summary>Makes folders that nobody but their owner can look into.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes the folder and what is missing above it; one that exists is left as it is.</summary>
    internal static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path); // inherits from the user's profile, which is private
        }
        else
        {
            DurableFile.CreateFolder(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
