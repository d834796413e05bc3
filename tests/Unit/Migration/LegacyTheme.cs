using Sbm.Core.Migration;
using Sbm.Unit.Store;

namespace Sbm.Unit.Migration;

/// <summary>A theme in a temporary folder, written and migrated by a test.</summary>
internal sealed class LegacyTheme : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal string Path => _folder.Path;

    internal string this[string file]
    {
        get => File.ReadAllText(_folder[file]);
        set
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_folder[file])!);
            File.WriteAllText(_folder[file], value);
        }
    }

    /// <summary>What sb-inside.scss becomes if this is all there is, on one line.</summary>
    internal static string Convert(string scss) => Convert(scss, out _);

    internal static string Convert(string scss, out ThemeMigrationResult result)
    {
        using var theme = new LegacyTheme { ["css/style.scss"] = scss };
        result = theme.Migrate();
        return OneLine(theme["sb-inside.scss"]);
    }

    internal static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    internal ThemeMigrationOptions Options() => new() { ThemePath = Path, Slug = "theme", Force = true };

    internal ThemeMigrationResult Migrate() => ThemeMigration.Run(Options(), null, default);

    public void Dispose() => _folder.Dispose();
}
