using Sbm.Core.Migration;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Migration.Verification;
using Sbm.Core.Scss;

namespace Sbm.Unit.Migration.Equivalence;

/// <summary>One migration: its outputs and its result.</summary>
internal sealed record MigrationTrial(IReadOnlyDictionary<string, string> Texts, ThemeMigrationResult Result)
{
    /// <summary>How many statements of the source are comments in the outputs. A definition may be in several.</summary>
    internal int LeftOut => Texts.Keys.SelectMany(LeftOutOf).DistinctBy(static left => (left.File, left.Line, left.Column)).Count();

    /// <summary>Whether the run reports addresses that it could not change.</summary>
    internal bool HasRelativeAddresses => Result.Unconverted.Any(static left => left.Message.Contains("address", StringComparison.Ordinal));

    /// <summary>Whether the run reports that the current Sass makes other selectors of an <c>@extend</c> that either selector is of.</summary>
    internal bool HasOtherSelector(string source, string output) =>
        Result.Unconverted.Where(static left => left.Message.Contains("makes other selectors", StringComparison.Ordinal))
            .SelectMany(static left => ScssList.Split(left.Text["@extend".Length..]).Select(static target => target.Replace("!optional", null, StringComparison.Ordinal).Trim()))
            .Any(target => target[0] is '%' or '#' || source.Contains(target, StringComparison.Ordinal) || output.Contains(target, StringComparison.Ordinal)); // no CSS shows a placeholder

    internal static MigrationTrial Run(string theme, string destination)
    {
        var result = ThemeMigration.Run(new ThemeMigrationOptions { ThemePath = theme, DestinationPath = destination, Slug = "theme" }, null, default);
        return new(result.Outputs.Keys.ToDictionary(static path => Path.GetFileName(path), File.ReadAllText), result);
    }

    /// <summary>What the run reports and the output holds as a comment.</summary>
    internal IReadOnlyCollection<MigrationWarning> LeftOutOf(string output) => ThemeVerification.LeftOutOf(Texts[output], Result.Unconverted);

    /// <summary>Writes the outputs as the sources of a theme of their own.</summary>
    internal string AsTheme(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "css"));
        foreach (var output in OutputFile.All.Where(output => output.Sources.Length > 0 && Texts.ContainsKey(output.Name)))
        {
            File.WriteAllText(Path.Combine(folder, output.Sources[0].Replace('/', Path.DirectorySeparatorChar)), Texts[output.Name]);
        }

        return folder;
    }
}
