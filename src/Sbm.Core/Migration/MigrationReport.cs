using System.Globalization;
using System.Text;
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
            Directory.CreateDirectory(folder);
            var content = Content(options, result, log, texts, time);
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
        IReadOnlyDictionary<OutputFile, string> texts,
        DateTimeOffset time)
    {
        var report = new StringBuilder();
        Line($"# Migration of {options.Slug}\n");
        Line($"{time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC, from `{options.ThemePath}`.\n");
        Line($"- Lines of source: {result.ScssLines}");
        Line($"- Lines written: {result.LinesMigrated}");
        Line($"- Files with content: {result.FilesCreated}");
        Line($"- Constructs left unconverted: {result.Unconverted.Count}\n");

        Line("## Files\n");
        Line("| file | from | lines |");
        Line("|---|---|---|");
        foreach (var (output, text) in texts)
        {
            Line($"| `{output.Name}` | {string.Join(", ", output.Sources.Select(static source => $"`{source}`"))} | {ScssSource.CountLines(text)} |");
        }

        Line("\n## Dropped\n");
        foreach (var kind in log.Dropped.GroupBy(static item => item.Kind).OrderBy(static kind => kind.Key, StringComparer.Ordinal))
        {
            Line($"### {kind.Key}: {kind.Count()}\n");
            foreach (var item in kind)
            {
                Line($"- {item.File}:{item.Line}: `{item.Text}`");
            }

            Line(string.Empty);
        }

        Line("## Not converted\n");
        foreach (var left in result.Unconverted)
        {
            Line($"- {left.File}:{left.Line}:{left.Column}: {left.Message}: `{left.Text}`");
        }

        return report.ToString();

        void Line(string text) => report.Append(text).Append('\n');
    }
}
