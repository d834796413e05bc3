using Sbm.Core.Files;

namespace Sbm.Core.Store;

/// <summary>Tells whether paths that are spelled differently mean one store.</summary>
internal static class StorePath
{
    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The full path of the file itself, if the path is a link to it.</summary>
    internal static string TargetOf(string path)
    {
        var link = new FileInfo(path);
        return link.LinkTarget is null ? link.FullName : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    internal static bool AreSame(string? one, string other)
    {
        try
        {
            return !string.IsNullOrEmpty(one)
                && (string.Equals(Real(one), Real(other), Comparison)
                    || (FileStatus.At(one) is { Identity: var identity } && FileStatus.At(other)?.Identity == identity));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    // With every link on the way resolved; what is not there is taken as it is spelled.
    private static string Real(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var name in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, name);
            real = new FileInfo(real).ResolveLinkTarget(returnFinalTarget: true)?.FullName is { } target ? Real(target) : real;
        }

        return real;
    }
}
