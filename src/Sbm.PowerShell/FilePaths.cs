using System.Management.Automation;
using Sbm.Core;

namespace Sbm;

/// <summary>Resolves paths of files as PowerShell's own commands do: relative to its location, with wildcards unless literal.</summary>
internal static class FilePaths
{
    /// <summary>The full paths that <paramref name="path"/> means. One that means none is written as an error.</summary>
    internal static IReadOnlyList<string> Resolve(SbmCommand command, string path, bool isLiteral)
    {
        try
        {
            if (isLiteral)
            {
                return [command.GetUnresolvedProviderPathFromPSPath(path)];
            }

            var paths = command.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name != "FileSystem")
            {
                throw new SbmException("InvalidPath", $"'{path}' is in the {provider.Name} provider, and no file.", "Give the path of a file.", path);
            }

            return paths.Count > 0
                ? paths
                : throw new SbmException("PathNotFound", $"Nothing matches '{path}'.", "See with Get-ChildItem what is there.", path);
        }
        catch (Exception error) when (error is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSArgumentException or SbmException)
        {
            command.WriteError(
                error as SbmException ?? new SbmException("PathNotFound", $"There is no file '{path}'.", "See with Get-ChildItem what is there.", path, error), path);
            return [];
        }
    }
}
