using System.Text;
using Sbm.Core;
using Sbm.Core.Scss;
using Sbm.Unit.Migration;
using Sbm.Unit.Sync;

namespace Sbm.Unit.Scss;

/// <summary>Whatever is wrong with a style sheet, it is read, or an error says where it is wrong; nothing else happens.</summary>
public sealed class MutationTests
{
    private static readonly string[][] Themes = [.. Directory.GetDirectories(Path.Combine(Worker.Metadata("RepositoryRoot"), "samples")).Order(StringComparer.Ordinal).Select(static theme =>
        Directory.GetFiles(Path.Combine(theme, "css"), "*.scss", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray())];

    private static readonly Dictionary<string, string> Texts = Themes.SelectMany(static theme => theme).ToDictionary(static file => file, File.ReadAllText);

    [Fact]
    public void Read_OfAMutatedSnippet_ReadsItOrSaysWhereItIsWrong() => Seeds.ForEach(10_000, static random =>
        AssertReadOrPlaced(ScssMutation.Mutate(Pick(ScssReaderTests.Texts, random) + "\n" + Pick(ScssReaderTests.Texts, random), random)));

    [Fact]
    public void Read_OfAMutatedSample_ReadsItOrSaysWhereItIsWrong() => Seeds.ForEach(500, static random =>
        AssertReadOrPlaced(ScssMutation.Mutate(Texts[Pick(Pick(Themes, random), random)], random)));

    [Fact]
    public void Migrate_OfAMutatedSample_SucceedsOrIsARefusal() => Seeds.ForEach(200, static random =>
    {
        var files = Pick(Themes, random);
        var mutated = Pick(files, random);
        using var theme = new LegacyTheme();
        foreach (var file in files)
        {
            theme[RelativeName(file)] = file == mutated ? Storable(ScssMutation.Mutate(Texts[file], random)) : Texts[file];
        }

        Migrate(theme);
    });

    [Fact]
    public void Migrate_OfAMutatedSnippet_SucceedsOrIsARefusal() => Seeds.ForEach(200, static random =>
    {
        using var theme = new LegacyTheme();
        theme["css/style.scss"] = Storable(ScssMutation.Mutate(Pick(ScssReaderTests.Texts, random) + "\n" + Pick(ScssReaderTests.Texts, random), random));
        Migrate(theme);
    });

    private static void AssertReadOrPlaced(string text)
    {
        try
        {
            Assert.Equal(text, ScssReader.Read(new ScssSource("x.scss", text)).ToString());
        }
        catch (SbmException error)
        {
            Assert.Equal("ScssInvalid", error.ErrorId);
            Assert.Matches(@"^x\.scss:\d+:\d+: ", error.Message);
        }
    }

    private static void Migrate(LegacyTheme theme)
    {
        try
        {
            theme.Migrate();
        }
        catch (SbmException error)
        {
            Assert.Equal("ScssInvalid", error.ErrorId);
            Assert.Matches(@"^css/[\w./-]+:\d+:\d+: ", error.Message);
        }
    }

    // No file holds half a surrogate pair.
    private static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string RelativeName(string file) => file[(file.Replace('\\', '/').LastIndexOf("/css/", StringComparison.Ordinal) + 1)..].Replace('\\', '/');

    private static T Pick<T>(T[] values, Random random) => values[random.Next(values.Length)];
}
