using System.Text;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration;

/// <summary>The SCSS files of a theme, read and parsed once each. Not thread-safe.</summary>
internal sealed class ThemeSources
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _theme;
    private readonly Dictionary<string, ScssSource> _read = [];

    private ThemeSources(string theme) => _theme = theme;

    /// <summary>The files that have been read so far, with their lines.</summary>
    internal IEnumerable<(string Name, int Lines)> FilesRead => _read.Values.Select(static source => (source.Name, ScssSource.CountLines(source.Text)));

    /// <summary>Looks whether the folder is a theme.</summary>
    /// <exception cref="SbmException"><c>ThemeNotFound</c>, <c>ThemeNotAFolder</c>, <c>ThemeHasNoCss</c> or <c>ThemeHasNoSources</c>.</exception>
    internal static ThemeSources Open(string theme)
    {
        ThemeFolder.Check(theme);
        if (!Directory.Exists(Path.Combine(theme, "css")))
        {
            throw new SbmException(
                "ThemeHasNoCss",
                $"The theme '{theme}' has no folder 'css'.",
                "Give the folder of a legacy theme: its style sheets are in 'css'.",
                theme);
        }

        var sources = new ThemeSources(theme);
        return OutputFile.All.SelectMany(static output => output.Sources).Any(sources.Exists)
            ? sources
            : throw new SbmException(
                "ThemeHasNoSources",
                $"The theme '{theme}' has none of the style sheets that are migrated.",
                $"There should be at least one of {string.Join(", ", OutputFile.All.SelectMany(static output => output.Sources))}.",
                theme);
    }

    /// <summary>Whether the theme has the file.</summary>
    /// <param name="name">Relative to the theme, with <c>/</c>.</param>
    internal bool Exists(string name) => File.Exists(FullPath(name));

    /// <summary>A new tree of the file, to be changed at will.</summary>
    /// <exception cref="SbmException"><c>SourceUnreadable</c> or <c>ScssInvalid</c></exception>
    internal ScssSheet Read(string name)
    {
        if (!_read.TryGetValue(name, out var source))
        {
            source = new ScssSource(name, ReadText(name));
            _read[name] = source;
        }

        return ScssReader.Read(source);
    }

    /// <summary>The theme's file that an import means, by Sass's rules: with or without underscore and extension.</summary>
    /// <returns>Its name relative to the theme, or null if the theme has none.</returns>
    internal string? Resolve(string importingFile, string import)
    {
        if (import.StartsWith('/') || import.Contains('\\', StringComparison.Ordinal) || import.Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        var folder = Path.GetDirectoryName(FullPath(importingFile))!;
        var path = Path.GetFullPath(Path.Combine(folder, import));
        var name = Path.GetFileName(path);
        var parent = Path.GetDirectoryName(path)!;
        string[] candidates = name.EndsWith(".scss", StringComparison.Ordinal)
            ? [path, Path.Combine(parent, "_" + name)]
            : [path + ".scss", Path.Combine(parent, $"_{name}.scss"), Path.Combine(path, "_index.scss"), Path.Combine(path, "index.scss")];
        var root = _theme + Path.DirectorySeparatorChar;
        return candidates.FirstOrDefault(candidate => candidate.StartsWith(root, StringComparison.Ordinal) && File.Exists(candidate)) is { } found
            ? found[root.Length..].Replace(Path.DirectorySeparatorChar, '/')
            : null;
    }

    private string ReadText(string name)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(FullPath(name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SbmException("SourceUnreadable", $"{name} cannot be read: {error.Message}", "Give yourself permission to read it and run the migration again.", FullPath(name), error);
        }

        try
        {
            return StrictUtf8.GetString(bytes.AsSpan(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
        }
        catch (DecoderFallbackException error)
        {
            var line = bytes.AsSpan(0, Math.Clamp(error.Index, 0, bytes.Length)).Count((byte)'\n') + 1;
            throw new SbmException(
                "SourceUnreadable",
                $"{name}:{line}: byte {error.Index + 1} is not UTF-8.",
                "Save the file as UTF-8 and run the migration again; nothing was written.",
                FullPath(name),
                error);
        }
    }

    private string FullPath(string name) => Path.Combine(_theme, name.Replace('/', Path.DirectorySeparatorChar));
}
