using System.Management.Automation;
using Sbm.Core;

namespace Sbm;

/// <summary>Resolves theme folders as PowerShell's own commands do: relative to its location, with wildcards unless literal.</summary>
internal static class ThemePaths
{
    /// <summary>The full paths that <paramref name="path"/> means. What cannot be resolved is written as an error.</summary>
    internal static IEnumerable<string> Resolve(PSCmdlet cmdlet, string path, bool isLiteral)
    {
        try
        {
            var paths = isLiteral
                ? [cmdlet.GetUnresolvedProviderPathFromPSPath(path)]
                : cmdlet.GetResolvedProviderPathFromPSPath(path, out var provider).Where(_ => IsFileSystem(provider, path)).ToList();
            return paths.Select(Path.TrimEndingDirectorySeparator).ToList();
        }
        catch (Exception error) when (error is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSArgumentException or SbmException)
        {
            var known = error as SbmException ?? new SbmException(
                "ThemeNotFound",
                $"There is no folder '{path}'.",
                "Give the path of a legacy theme's folder, the one that holds 'css'.",
                path,
                error);
            cmdlet.WriteError(SbmErrors.ToRecord(known, known.ErrorId, path));
            return [];
        }
    }

    private static bool IsFileSystem(ProviderInfo provider, string path) => provider.Name == "FileSystem"
        ? true
        : throw new SbmException(
            "ThemeNotFound",
            $"'{path}' is in the {provider.Name} provider; themes are folders of the file system.",
            "Give the path of a folder.",
            path);
}
