using Sbm.Core.Files;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Sources;

/// <summary>The SCSS files of a theme, read and parsed once each. Not thread-safe.</summary>
internal sealed class ThemeSources
{
    private readonly string _theme;
    private readonly Dictionary<string, ScssSource> _read = [];
    private readonly Dictionary<(string Path, bool IsImport), (string Name, bool DiffersInCase)?> _found = [];

    private readonly string _root;

    private ThemeSources(string theme) => (_theme, _root) = (theme, (RealPath.Of(theme) ?? theme) + Path.DirectorySeparatorChar);

    /// <summary>The files that have been read so far, with their lines.</summary>
    internal IEnumerable<(string Name, int Lines)> FilesRead => _read.Values.Select(static source => (source.Name, ScssSource.CountLines(source.Text)));

    /// <summary>Looks whether the folder is a theme.</summary>
    /// <exception cref="SbmException"><c>ThemeNotFound</c>, <c>ThemeNotAFolder</c>, <c>ThemeHasNoCss</c>, <c>ThemeHasNoSources</c> or <c>SourceUnreadable</c>.</exception>
    internal static ThemeSources Open(string theme)
    {
        ThemeFolder.Check(theme);
        if (!Directory.Exists(Path.Combine(theme, "css")))
        {
            throw new SbmException(
                "ThemeHasNoCss",
                $"The theme '{theme}' has no folder 'css'.",
                Path.GetFileName(theme) == "css" && Path.GetDirectoryName(theme) is { } above
                    ? $"You mean the folder above: '{above}'."
                    : "Give the folder of a legacy theme: its style sheets are in 'css'.",
                theme);
        }

        var sources = new ThemeSources(theme);
        foreach (var source in OutputFile.All.SelectMany(static output => output.Sources).Where(source => File.Exists(sources.FullPath(source)) && !sources.Exists(source)))
        {
            throw new SbmException(
                "SourceUnreadable",
                $"{source} is a link, or in a folder that is one, that leads out of the theme.",
                "Have the file itself in the theme, or give the folder that the link leads to; nothing was written.",
                sources.FullPath(source));
        }

        return OutputFile.All.SelectMany(static output => output.Sources).Any(sources.Exists)
            ? sources
            : throw new SbmException(
                "ThemeHasNoSources",
                $"The theme '{theme}' has none of the style sheets that are migrated.",
                $"There should be at least one of {string.Join(", ", OutputFile.All.SelectMany(static output => output.Sources))}.",
                theme);
    }

    /// <summary>Whether the theme has the file. One that a link leads out of the theme to is none of it.</summary>
    /// <param name="name">Relative to the theme, with <c>/</c>.</param>
    internal bool Exists(string name) => File.Exists(FullPath(name)) && RealPath.Of(FullPath(name))?.StartsWith(_root, StringComparison.Ordinal) == true;

    /// <summary>A new tree of the file, to be changed at will.</summary>
    /// <exception cref="SbmException"><c>SourceUnreadable</c> or <c>ScssInvalid</c></exception>
    internal ScssSheet Read(string name) => ScssReader.Read(Source(name));

    /// <summary>The file's text.</summary>
    /// <exception cref="SbmException"><c>SourceUnreadable</c></exception>
    internal ScssSource Source(string name) =>
        _read.TryGetValue(name, out var source) ? source : _read[name] = new ScssSource(name, ReadText(name));

    /// <summary>
    /// The theme's file that an import means, by Sass's rules: with or without underscore and extension, beside the importing file or in <c>css</c>.
    /// </summary>
    /// <param name="importingFile">Relative to the theme, with <c>/</c>.</param>
    /// <param name="import">What the import names.</param>
    /// <param name="isImport">Whether it is <c>@import</c>, which has files of its own: <c>name.import.scss</c>.</param>
    /// <param name="log">Is told if only its case is another.</param>
    /// <returns>Its name relative to the theme; null if the theme has none.</returns>
    internal string? Resolve(string importingFile, string import, bool isImport, MigrationLog log)
    {
        if (import.Length == 0 || import.StartsWith('/') || import.AsSpan().IndexOfAny("\\:\0") >= 0
            || (Find(Combine(importingFile, import), isImport) ?? Find(Combine("css/style.scss", import), isImport)) is not var (found, differsInCase)) // Sass was started there
        {
            return null;
        }

        if (differsInCase)
        {
            log.Warn($"{found} is imported by a name that differs in case, which most servers would not find.");
        }

        return found;
    }

    private (string Name, bool DiffersInCase)? Find(string? path, bool isImport) =>
        path is null ? null : _found.TryGetValue((path, isImport), out var known) ? known : _found[(path, isImport)] = LookFor(path, isImport);

    private (string Name, bool DiffersInCase)? LookFor(string path, bool isImport)
    {
        var candidates = Candidates(path, isImport).ToList();
        return candidates.Find(Exists) is { } exact ? (exact, false)
            : candidates.Select(InAnyCase).FirstOrDefault(static found => found is not null) is { } other ? (other, true)
            : null;
    }

    // Relative to the theme; null for what leads out of it.
    private static string? Combine(string importingFile, string import)
    {
        var parts = importingFile.Split('/')[..^1].ToList();
        foreach (var part in import.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count == 0)
            {
                return null;
            }
            else
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }

    private static IEnumerable<string> Candidates(string path, bool isImport)
    {
        var slash = path.LastIndexOf('/') + 1;
        var (folder, name) = (path[..slash], path[slash..]);
        if (name.EndsWith(".scss", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".css", StringComparison.OrdinalIgnoreCase))
        {
            return [path, $"{folder}_{name}"];
        }

        string[] Files(string kind) => [$"{path}{kind}.scss", $"{folder}_{name}{kind}.scss"];
        string[] Index(string kind) => [$"{path}/_index{kind}.scss", $"{path}/index{kind}.scss"];
        return [.. isImport ? Files(".import") : [], .. Files(string.Empty), $"{path}.css", .. isImport ? Index(".import") : [], .. Index(string.Empty)];
    }

    // For a theme from a file system to which case is the same.
    private string? InAnyCase(string name)
    {
        var found = string.Empty;
        foreach (var part in name.Split('/'))
        {
            var folder = FullPath(found);
            if (!Directory.Exists(folder)
                || Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).FirstOrDefault(entry => part.Equals(entry, StringComparison.OrdinalIgnoreCase)) is not { } entry)
            {
                return null;
            }

            found = found.Length == 0 ? entry : $"{found}/{entry}";
        }

        return Exists(found) ? found : null;
    }

    private string ReadText(string name) => SourceFile.ReadText(FullPath(name), (path, reason, error) => new SbmException(
        "SourceUnreadable",
        $"{name} cannot be read: {reason}",
        reason.Contains("UTF-", StringComparison.Ordinal)
            ? "Save the file as UTF-8, which every editor can ('Save with encoding'), and run the migration again; nothing was written."
            : "Have a readable file there and run the migration again; nothing was written.",
        path,
        error));

    private string FullPath(string name) => Path.Combine(_theme, name.Replace('/', Path.DirectorySeparatorChar));
}
