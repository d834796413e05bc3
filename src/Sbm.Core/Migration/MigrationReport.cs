using System.Globalization;
using System.Text;
using Sbm.Core.Files;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Outputs;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration;

/// <summary>Writes a run's report, in Markdown.</summary>
internal static class MigrationReport
{
    /// <summary>
    /// Writes the report if one is wanted. The migration is done by then, so a report that cannot be written is a warning.
    /// </summary>
    /// <returns>The result with the report's path, or with the warning.</returns>
    internal static ThemeMigrationResult Write(
        ThemeMigrationOptions options,
        ThemeMigrationResult result,
        MigrationLog log,
        ThemeSources sources,
        IReadOnlyDictionary<OutputFile, string> texts)
    {
        if (options.ReportFolder is not { } folder)
        {
            return result;
        }

        var time = options.Time.GetUtcNow();
        var name = $"{options.Slug.Replace('/', '-')}_{time.ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture)}";
        try
        {
            DurableFile.CreateFolder(Path.GetFullPath(folder), isFlushed: false);
            var content = Content(options, result, log, sources, texts, time);
            for (var copy = 1; ; copy++)
            {
                var path = Path.Combine(folder, copy == 1 ? name + ".md" : $"{name}-{copy}.md");
                if (!File.Exists(path))
                {
                    File.WriteAllText(path, content);
                    return result with { ReportPath = path };
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return result with { Warnings = [.. result.Warnings, $"The report cannot be written to '{folder}': {error.Message}"] };
        }
    }

    private static string Content(
        ThemeMigrationOptions options,
        ThemeMigrationResult result,
        MigrationLog log,
        ThemeSources sources,
        IReadOnlyDictionary<OutputFile, string> texts,
        DateTimeOffset time)
    {
        var report = new StringBuilder();
        var withLiteral = CustomPropertyUses.In(texts.Values, withFallback: true);
        Line($"# Migration of {Plain(options.Slug)}\n");
        Line($"{time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC, from {Code(options.ThemePath)}.\n");
        Line($"- Lines of source: {result.ScssLines}");
        Line($"- Lines written: {result.LinesMigrated}");
        Line($"- Files with content: {result.FilesCreated}");
        Line($"- Constructs left unconverted: {result.Unconverted.Count}");
        Line($"- Declarations moved before the nested rules that they stood behind, as the Sass of legacy themes had them: {log.LateDeclarations}\n");

        Line("| file written | lines | from |");
        Line("|---|---:|---|");
        foreach (var (output, text) in texts)
        {
            Line($"| `{output.Name}` | {ScssSource.CountLines(text)} | {string.Join(", ", output.Sources.Where(sources.Exists).Select(Code))} |");
        }

        Line("\n| file read | lines |");
        Line("|---|---:|");
        foreach (var (name, lines) in sources.FilesRead)
        {
            Line($"| {Code(name).Replace("|", "\\|", StringComparison.Ordinal)} | {lines} |");
        }

        Section("Not converted", "Mend these by hand. Where the source would not compile, it stands in the output as a comment.", WarningGroup.Of(result.Unconverted).Select(static left =>
            left.All.Count == 1 ? $"{Plain($"{left.First.Place}: {left.Message}")}: {Code(left.First.Text)}" : Plain($"{left.Message}: {string.Join(", ", left.All.Select(static each => each.Place))}")));
        foreach (var kind in log.Dropped.GroupBy(static item => item.Kind).OrderBy(static kind => kind.Key, StringComparer.Ordinal))
        {
            Section($"Dropped: {kind.Key}, {kind.Count()}", ReasonFor(kind.Key), kind.Select(static item => $"{Plain(item.File)}:{item.Line}: {Code(item.Text)}"));
        }

        Section(
            "Stays: names with a word of header, footer or navigation",
            "By rule 2 these are parts of other things. Site Builder does not bring them.",
            log.Stayed.Select(static stayed => $"{Code(stayed.Key)}: {Plain(string.Join(", ", stayed.Value))}"));
        Section("Mixins of the common theme", "How often each was expanded.", log.Mixins.Select(static mixin => $"{Code(mixin.Key)}: {mixin.Value}"));
        Section(
            "Values of the theme's own",
            "The files carry these values, but where Site Builder has a value of that name, Site Builder's is the one that counts.",
            log.Values
                .Select(static value => (Name: SiteBuilderNames.CustomProperty(value.Key), Values: value.Value))
                .Where(value => withLiteral.Contains(value.Name))
                .Select(static value => $"{Code(value.Name)}: {string.Join(" or ", value.Values.Select(Code))}"));
        Section(
            "Verified: differences that the rules explain",
            "Source and outputs were compiled and compared; all else means the same.",
            result.Verified.Select(static difference => $"{Code(difference.Source + difference.Result)}: {difference.Rule}"));
        Section("Warnings", "What else to look at.", result.Warnings.Select(Plain));
        return report.ToString();

        void Line(string text) => report.Append(text).Append('\n');

        void Section(string title, string introduction, IEnumerable<string> items)
        {
            using var each = items.GetEnumerator();
            if (each.MoveNext())
            {
                Line($"\n## {title}\n\n{introduction}\n");
                do
                {
                    Line("- " + each.Current);
                }
                while (each.MoveNext());
            }
        }
    }

    private static string ReasonFor(string kind) => kind switch
    {
        "header" or "footer" or "navigation" => $"Site Builder brings its own {kind}.",
        "import" => "These files are not the theme's own: Site Builder has the common theme's styles.",
        "web font" => "Set these fonts in Site Builder.",
        "extends of what has gone" => "What these extended is not in the files any more.",
        _ => "Site Builder does this itself now.",
    };

    // A code span that no text can end: its fence is longer than any run of backticks in it.
    private static string Code(string text)
    {
        var visible = VisibleText.Of(text);
        var (longest, run) = (0, 0);
        foreach (var c in visible)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return longest == 0 && visible.Length > 0 ? $"`{visible}`" : $"{fence} {visible} {fence}";
    }

    // Text outside code spans, in which nothing is markup.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in VisibleText.Of(text))
        {
            plain.Append(c is '`' or '<' or '&' or '[' or '*' or '\\' or '|' or '~' ? $"\\{c}" : $"{c}");
        }

        return plain.ToString();
    }
}
