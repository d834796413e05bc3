using Sbm.Core.Migration.Findings;

namespace Sbm.Core.Migration.Verification;

/// <summary>The team's own common theme, where a setting names its folder.</summary>
internal static class TeamsCommonTheme
{
    private static readonly string[] Forms = ["{0}.scss", "{1}_{2}.scss", "{0}/_index.scss", "{0}/index.scss"];

    /// <summary>Imports of the files in it that the theme imports from its common theme.</summary>
    /// <exception cref="SbmException"><c>CommonThemeNotFound</c>: none of them is in the folder.</exception>
    internal static string ImportsOf(string folder, MigrationLog log)
    {
        var imports = log.Dropped.Where(static dropped => dropped.Kind == "import")
            .Select(dropped => InFolder(folder, dropped.Text.Trim('"', '\'')))
            .OfType<string>()
            .Distinct()
            .Select(static name => $"@import \"{name}\";\n")
            .ToList();
        return imports.Count > 0 ? string.Concat(imports) : throw new SbmException(
            "CommonThemeNotFound",
            $"'{folder}' has none of the files that the theme imports from its common theme.",
            "Let the setting CommonThemePath name the folder of the common theme's style sheets, or leave it out.",
            folder);
    }

    // By the longest end of the path that is there: "../../Common/css/base" is css/base or base in the folder.
    private static string? InFolder(string folder, string import)
    {
        var parts = import.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipWhile(static part => part is ".." or ".").ToArray();
        return Enumerable.Range(0, parts.Length).Select(start => string.Join('/', parts[start..])).FirstOrDefault(name => IsThere(folder, name));
    }

    private static bool IsThere(string folder, string name)
    {
        var plain = name.EndsWith(".scss", StringComparison.Ordinal) ? name[..^".scss".Length] : name;
        var slash = plain.LastIndexOf('/') + 1;
        return plain.AsSpan().IndexOfAny("\\\0\"#$") < 0 && Array.Exists(Forms, form => File.Exists(Path.Combine(folder, string.Format(System.Globalization.CultureInfo.InvariantCulture, form, plain, plain[..slash], plain[slash..]))));
    }
}
