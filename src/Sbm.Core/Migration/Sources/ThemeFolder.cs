namespace Sbm.Core.Migration.Sources;

/// <summary>Tells what is wrong with a path that should be a theme's folder.</summary>
public static class ThemeFolder
{
    /// <summary>Sees that there is a folder; what is in it is another question.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="SbmException"><c>ThemeNotFound</c>, also for a link to nowhere; <c>ThemeNotAFolder</c>.</exception>
    public static void Check(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (new FileInfo(path) is { LinkTarget: { } target } link && LeadsNowhere(link))
        {
            throw new SbmException(
                "ThemeNotFound",
                $"'{path}' is a link to '{target}', which is not there.",
                "Mend the link, or give the path of the theme's folder itself, the one that holds 'css'.",
                path);
        }

        throw File.Exists(path)
            ? new SbmException("ThemeNotAFolder", $"'{path}' is a file.", "Give the theme's folder, the one that holds 'css'.", path)
            : new SbmException("ThemeNotFound", $"There is no folder '{path}'.", "Give the path of a legacy theme's folder, the one that holds 'css'.", path);
    }

    private static bool LeadsNowhere(FileInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true };
        }
        catch (IOException) // links in a circle
        {
            return true;
        }
    }
}
