using System.Text.RegularExpressions;
using Sbm.Unit.Sync;

namespace Sbm.Unit;

/// <summary>The folders of the core are its concepts, and know each other in one direction only.</summary>
public sealed partial class FolderTests
{
    private static readonly string Core = Path.Combine(Worker.Metadata("RepositoryRoot"), "src", "Sbm.Core");

    [Fact]
    public void FoldersOfTheCore_KnowEachOtherInOneDirectionOnly()
    {
        var knows = Known();

        // Who knows nobody, or is known by nobody, is in no circle.
        while (knows.Keys.FirstOrDefault(folder => knows[folder].Count == 0 || !knows.Values.Any(others => others.Contains(folder))) is { } done)
        {
            knows.Remove(done);
            foreach (var others in knows.Values)
            {
                others.Remove(done);
            }
        }

        Assert.True(knows.Count == 0, "A circle goes through some of: " + string.Join("; ", knows.Select(static folder => $"{folder.Key} knows {string.Join(", ", folder.Value)}")));
    }

    [Fact]
    public void NamespacesOfTheCore_AreItsFolders() =>
        Assert.All(Sources(), static source => Assert.Equal(source.Folder, Namespace().Match(source.Text).Groups[1].Value));

    // What is left of the code is the usings, none of which is unnecessary (IDE0005), and the names of types in folders above, which need none.
    private static Dictionary<string, HashSet<string>> Known()
    {
        var sources = Sources().ToList();
        var types = sources.ToLookup(static source => source.Folder, static source => source.Type);
        var knows = types.ToDictionary(static folder => folder.Key, static _ => new HashSet<string>());
        foreach (var (folder, _, text) in sources)
        {
            var code = Comment().Replace(text, string.Empty);
            var usings = Using().Matches(code).Select(static match => match.Groups[1].Value).ToHashSet();
            var words = Word().Matches(code).Select(static match => match.Value).ToHashSet();
            knows[folder].UnionWith(knows.Keys.Where(other => other != folder
                && (usings.Contains(other) || (folder.StartsWith(other + ".", StringComparison.Ordinal) && types[other].Any(words.Contains)))));
        }

        return knows;
    }

    private static IEnumerable<(string Folder, string Type, string Text)> Sources() => Directory.EnumerateFiles(Core, "*.cs", SearchOption.AllDirectories)
        .Select(static path => (Path: path, Parts: Path.GetRelativePath(Core, path).Split(Path.DirectorySeparatorChar)))
        .Where(static file => file.Parts[0] is not ("bin" or "obj"))
        .Select(static file => (string.Join('.', file.Parts[..^1].Prepend("Sbm.Core")), Path.GetFileNameWithoutExtension(file.Path), File.ReadAllText(file.Path)));

    // A type that is named by "using static" stands for its folder.
    [GeneratedRegex(@"^using (?:static (?=.+\.))?(.+?)(?:(?<=static .+)\.\w+)?;", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^namespace (.+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
