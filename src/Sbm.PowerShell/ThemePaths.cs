using System.Management.Automation;
using Sbm.Core;

namespace Sbm;

/// <summary>Resolves theme folders as PowerShell's own commands do: relative to its location, with wildcards unless literal.</summary>
internal static class ThemePaths
{
    /// <summary>The full paths that <paramref name="path"/> means. What cannot be resolved is written as an error.</summary>
    internal static IReadOnlyList<string> Resolve(SbmCommand cmdlet, string path, bool isLiteral)
    {
        try
        {
            var paths = isLiteral
                ? [cmdlet.GetUnresolvedProviderPathFromPSPath(path)]
                : cmdlet.GetResolvedProviderPathFromPSPath(path, out var provider).Where(_ => IsFileSystem(provider, path)).ToList();
            return paths.Count > 0 ? paths.Select(Path.TrimEndingDirectorySeparator).ToList() : throw NotFound(path, "Nothing matches", null);
        }
        catch (Exception error) when (error is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSArgumentException or PSNotSupportedException or SbmException)
        {
            cmdlet.WriteError(error as SbmException ?? NotFound(path, "There is no folder", error), path);
            return [];
        }
    }

    private static SbmException NotFound(string path, string what, Exception? error) => new(
        "ThemeNotFound",
        $"{what} '{path}'.",
        "Give the path of a legacy theme's folder, the one that holds 'css'.",
        path,
        error);

    private static bool IsFileSystem(ProviderInfo provider, string path) => provider.Name == "FileSystem"
        ? true
        : throw new SbmException(
            "ThemeNotFound",
            $"'{path}' is in the {provider.Name} provider; themes are folders of the file system.",
            "Give the path of a folder.",
            path);
}
