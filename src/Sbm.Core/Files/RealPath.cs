namespace Sbm.Core.Files;

/// <summary>Where a path leads, once all links on its way are followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <param name="path">Full path.</param>
    /// <returns>Null if links lead in a circle.</returns>
    /// <exception cref="IOException">A link cannot be read.</exception>
    internal static string? Of(string path)
    {
        var open = new Stack<string>(PartsOf(path).Reverse());
        var real = Path.GetPathRoot(path)!;
        for (var links = 0; open.TryPop(out var part);)
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            real = Path.IsPathRooted(target) ? Path.GetPathRoot(target)! : real;
            foreach (var step in PartsOf(target).Reverse())
            {
                open.Push(step);
            }
        }

        return real;
    }

    private static IEnumerable<string> PartsOf(string path) =>
        path[Path.GetPathRoot(path)!.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(static part => part != ".");
}
