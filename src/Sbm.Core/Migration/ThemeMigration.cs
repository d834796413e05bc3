using Sbm.Core.Migration.Mixins;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration;

/// <summary>Turns a legacy theme into Site Builder files: all of them or none. Keeps no state; thread-safe.</summary>
public static class ThemeMigration
{
    /// <summary>What <see cref="Run"/> would write, found by doing everything but writing.</summary>
    /// <returns>Full paths.</returns>
    /// <exception cref="SbmException">As <see cref="Run"/>, as far as it can be told without writing.</exception>
    public static IReadOnlyList<string> Plan(ThemeMigrationOptions options)
    {
        var destination = options.DestinationPath ?? options.ThemePath;
        var texts = Convert(options, destination, out _, out _, progress: null, CancellationToken.None);
        return [.. texts.Keys.Select(output => Path.Combine(destination, output.Name))];
    }

    /// <summary>Migrates the theme.</summary>
    /// <param name="options">What, and how.</param>
    /// <param name="progress">Is told how far it is, from 0 to 1, on the calling thread.</param>
    /// <param name="cancel">Ends the migration before anything is put in its place.</param>
    /// <exception cref="SbmException">
    /// <c>ThemeNotFound</c>, <c>ThemeNotAFolder</c>, <c>ThemeHasNoCss</c>, <c>ThemeHasNoSources</c>, <c>SourceUnreadable</c>,
    /// <c>ScssInvalid</c>, <c>MixinTableUnreadable</c>, <c>MixinTableInvalid</c>, <c>OutputExists</c>, <c>DestinationUnwritable</c>, <c>SassNotFound</c>, <c>SassFailed</c>,
    /// <c>NotConverted</c>; the destination is as it was.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled; the destination is as it was.</exception>
    public static ThemeMigrationResult Run(ThemeMigrationOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        var start = options.Time.GetTimestamp();
        var destination = options.DestinationPath ?? options.ThemePath;
        var texts = Convert(options, destination, out var log, out var sources, progress, cancel);
        RefuseUnconverted(options, log, sources);

        using var writer = new OutputWriter(destination);
        foreach (var (output, text) in texts)
        {
            cancel.ThrowIfCancellationRequested();
            writer.Add(output.Name, text);
        }

        if (options.Verify)
        {
            SassCompiler.Verify(writer.TemporaryFiles, cancel);
        }

        cancel.ThrowIfCancellationRequested();
        writer.Commit();

        var result = new ThemeMigrationResult(
            texts.Values.Sum(ScssSource.CountLines),
            texts.Values.Count(HasContent),
            sources.FilesRead.Sum(static file => file.Lines),
            ReportPath: null,
            [.. texts.Keys.Select(output => Path.Combine(destination, output.Name))],
            InOrder(log.Unconverted, sources),
            [.. log.Warnings],
            options.Time.GetElapsedTime(start));
        progress?.Report(1);
        return MigrationReport.Write(options, result, log, sources, texts);
    }

    private static Dictionary<OutputFile, string> Convert(
        ThemeMigrationOptions options,
        string destination,
        out MigrationLog log,
        out ThemeSources sources,
        IProgress<double>? progress,
        CancellationToken cancel)
    {
        sources = ThemeSources.Open(options.ThemePath);
        RefuseOverwriting(options, destination, sources);
        var converter = new ThemeConverter(sources, MixinTable.With(options.MixinPaths), new SelectorVerdict(options.KeepSelectors));
        var texts = converter.Convert(progress, cancel);
        log = converter.Log;
        foreach (var output in OutputFile.All)
        {
            // Site Builder compiles all four; one without a source is created empty.
            if (!texts.ContainsKey(output) && !File.Exists(Path.Combine(destination, output.Name)))
            {
                texts[output] = string.Empty;
            }
        }

        return texts;
    }

    private static void RefuseOverwriting(ThemeMigrationOptions options, string destination, ThemeSources sources)
    {
        var existing = OutputFile.All
            .Where(output => output.Sources.Any(sources.Exists))
            .Select(output => Path.Combine(destination, output.Name))
            .Where(static path => File.Exists(path) && HasContent(File.ReadAllText(path)))
            .ToList();
        if (existing.Count > 0 && !options.Force)
        {
            throw new SbmException(
                "OutputExists",
                $"The theme has Site Builder files with content already: {string.Join(", ", existing)}.",
                "Look whether they may be replaced; then use -Force, or write elsewhere with -DestinationPath.",
                existing[0]);
        }
    }

    private static void RefuseUnconverted(ThemeMigrationOptions options, MigrationLog log, ThemeSources sources)
    {
        if (options.Strict && log.Unconverted.Count > 0)
        {
            throw new NotConvertedException(InOrder(log.Unconverted, sources), options.ThemePath);
        }
    }

    // By source, line and column.
    private static List<MigrationWarning> InOrder(IReadOnlyList<MigrationWarning> unconverted, ThemeSources sources)
    {
        var order = sources.FilesRead.Select(static (file, index) => (file.Name, index)).ToDictionary(static file => file.Name, static file => file.index);
        return [.. unconverted.OrderBy(left => order.GetValueOrDefault(left.File)).ThenBy(static left => left.Line).ThenBy(static left => left.Column)];
    }

    private static bool HasContent(string text) => !string.IsNullOrWhiteSpace(text);
}
