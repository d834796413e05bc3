using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Mixins;
using Sbm.Core.Migration.Outputs;
using Sbm.Core.Migration.Selectors;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Migration.Verification;

namespace Sbm.Core.Migration;

/// <summary>Turns a legacy theme into Site Builder files: all of them or none. Keeps no state; thread-safe.</summary>
public static class ThemeMigration
{
    /// <summary>What <see cref="Run"/> would write, found by doing everything but writing.</summary>
    /// <returns>Full paths.</returns>
    /// <exception cref="SbmException">As <see cref="Run"/>, as far as it can be told without writing.</exception>
    public static IReadOnlyList<string> Plan(ThemeMigrationOptions options)
    {
        var conversion = Convert(options, progress: null, CancellationToken.None);
        OutputProtection.Check(options, conversion.Outputs);
        RefuseUnconverted(options, conversion);
        return [.. conversion.Outputs.Select(static output => output.Path)];
    }

    /// <summary>What <see cref="Run"/> would make of the theme, and how that differs from what is there. Writes nothing.</summary>
    /// <exception cref="SbmException">As <see cref="Run"/>, but for what has to do with writing; what the proof finds is in the analysis.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ThemeAnalysis Analyze(ThemeMigrationOptions options, CancellationToken cancel)
    {
        var conversion = Convert(options, progress: null, cancel);
        var analysis = ThemeAnalysis.Of(conversion);
        if (!options.Verify)
        {
            return analysis;
        }

        try
        {
            var proof = ProofFor(options);
            var differences = proof.Differences(conversion, cancel);
            return analysis with { Differences = differences, Fault = proof.FaultOf(differences) };
        }
        catch (SbmException fault)
        {
            return analysis with { Fault = fault };
        }
    }

    /// <summary>Migrates the theme.</summary>
    /// <param name="options">What, and how.</param>
    /// <param name="progress">Is told how far it is, from 0 to 1, on the calling thread.</param>
    /// <param name="cancel">Ends the migration before anything is put in its place.</param>
    /// <exception cref="SbmException">
    /// <c>ThemeNotFound</c>, <c>ThemeNotAFolder</c>, <c>ThemeHasNoCss</c>, <c>ThemeHasNoSources</c>, <c>SourceUnreadable</c>,
    /// <c>ScssInvalid</c>, <c>MixinTableUnreadable</c>, <c>MixinTableInvalid</c>, <c>OutputExists</c>, <c>OutputChanged</c>, <c>CopyUnwritable</c>, <c>DestinationUnwritable</c>, <c>SassNotFound</c>, <c>SassFailed</c>, <c>NotTheSame</c>, <c>CommonThemeNotFound</c>, <c>ImportsTooMany</c>,
    /// <c>NotConverted</c>; the destination is as it was.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled; the destination is as it was.</exception>
    public static ThemeMigrationResult Run(ThemeMigrationOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        var start = options.Time.GetTimestamp();
        var conversion = Convert(options, progress, cancel);
        OutputProtection.Check(options, conversion.Outputs);
        RefuseUnconverted(options, conversion);

        IReadOnlyList<ThemeDifference> verified = options.Verify ? ProofFor(options).Verify(conversion, cancel) : [];
        using var writer = new OutputWriter(conversion.Destination);
        foreach (var output in conversion.Outputs)
        {
            cancel.ThrowIfCancellationRequested();
            writer.Add(output);
        }

        cancel.ThrowIfCancellationRequested();
        Commit(options, conversion, writer);

        var result = new ThemeMigrationResult(
            conversion.LinesMigrated,
            conversion.FilesCreated,
            conversion.ScssLines,
            ReportPath: null,
            conversion.Outputs.ToDictionary(static output => output.Path, static output => output.Hash),
            conversion.Unconverted,
            [.. conversion.Log.Warnings],
            options.Time.GetElapsedTime(start))
        {
            Verified = verified,
        };
        progress?.Report(1);
        return MigrationReport.Write(options, result, conversion.Log, conversion.Sources, conversion.Outputs.ToDictionary(static output => output.File, static output => output.Text));
    }

    private static void Commit(ThemeMigrationOptions options, ThemeConversion conversion, OutputWriter writer)
    {
        if (options.KeptFolder is not { } folder)
        {
            writer.Commit();
            return;
        }

        var kept = new KeptFiles(folder, options.RunId);
        try
        {
            kept.Keep(conversion.Outputs);
        }
        catch (SbmException error) when (conversion.Outputs.All(static output => output.Old is null))
        {
            // A home that cannot be written, as in many containers: there is nothing to lose.
            kept.Forget();
            conversion.Log.Warn($"Undo-SbmMigration will not know this run: {error.InnerException?.Message.TrimEnd('.')}.");
        }

        try
        {
            writer.Commit();
        }
        catch
        {
            kept.Forget();
            throw;
        }
    }

    private static ThemeConversion Convert(ThemeMigrationOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        var destination = options.DestinationPath ?? options.ThemePath;
        var sources = ThemeSources.Open(options.ThemePath);
        var converter = new ThemeConverter(sources, MixinTable.With(options.MixinPaths), new SelectorVerdict(options.KeepSelectors));
        var texts = converter.Convert(progress, cancel);
        foreach (var output in OutputFile.All)
        {
            // Site Builder compiles all four; one without a source is created empty.
            if (!texts.ContainsKey(output) && !File.Exists(Path.Combine(destination, output.Name)))
            {
                texts[output] = string.Empty;
            }
        }

        return new ThemeConversion(
            destination,
            sources,
            converter.Log,
            InOrder(converter.Log.Unconverted, sources),
            texts.Select(text => PlannedOutput.Of(text.Key, destination, text.Value)).ToList());
    }

    private static ThemeVerification ProofFor(ThemeMigrationOptions options) => new(options.ThemePath, options.CommonThemePath, options.KeepSelectors);

    private static void RefuseUnconverted(ThemeMigrationOptions options, ThemeConversion conversion)
    {
        if (options.Strict && conversion.Unconverted.Count > 0)
        {
            throw new NotConvertedException(conversion.Unconverted, options.ThemePath);
        }
    }

    // By source, line and column.
    private static List<MigrationWarning> InOrder(IReadOnlyList<MigrationWarning> unconverted, ThemeSources sources)
    {
        var order = sources.FilesRead.Select(static (file, index) => (file.Name, index)).ToDictionary(static file => file.Name, static file => file.index);
        return [.. unconverted.OrderBy(left => order.GetValueOrDefault(left.File)).ThenBy(static left => left.Line).ThenBy(static left => left.Column)];
    }
}
