using Sbm.Unit.Store;

namespace Sbm.Unit.Migration.Equivalence;

/// <summary>A theme of a test's own on the disk, gone when the test is.</summary>
internal sealed class ThemeFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="files">Each by its name in <c>css</c>.</param>
    internal ThemeFolder(IEnumerable<KeyValuePair<string, string>> files)
    {
        foreach (var (name, content) in files)
        {
            var path = System.IO.Path.Combine(_folder["css"], name.Replace('/', System.IO.Path.DirectorySeparatorChar));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }
    }

    /// <summary>A theme in one text: <c>@@ lvdp.scss</c> begins a file; what comes before is <c>style.scss</c>.</summary>
    internal static ThemeFolder Of(string text)
    {
        var parts = ("@@ style.scss\n" + text).Split("@@ ", StringSplitOptions.RemoveEmptyEntries);
        return new(parts.Select(static part => KeyValuePair.Create(part[..part.IndexOf('\n', StringComparison.Ordinal)].Trim(), part[part.IndexOf('\n', StringComparison.Ordinal)..])));
    }

    internal string Path => _folder.Path;

    public void Dispose() => _folder.Dispose();
}
