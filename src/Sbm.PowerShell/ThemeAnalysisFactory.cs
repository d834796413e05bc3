using Sbm.Core;
using Sbm.Core.Migration.Findings;

namespace Sbm;

/// <summary>Turns the core's analysis of a theme into what users see.</summary>
internal static class ThemeAnalysisFactory
{
    // Lists and not arrays of the compiler's own, which PowerShell cannot index.
    internal static ThemeAnalysis FromCore(string theme, Core.Migration.ThemeAnalysis analysis, bool isVerified) => new()
    {
        Slug = VisibleText.Of(Path.GetFileName(theme)),
        ThemePath = theme,
        Sources = analysis.Sources.Select(static source => new ThemeSource(VisibleText.Of(source.Key), source.Value)).ToList(),
        ScssLines = analysis.ScssLines,
        LinesMigrated = analysis.LinesMigrated,
        FilesCreated = analysis.FilesCreated,
        Mixins = analysis.Mixins.Select(static mixin => new MixinUse(VisibleText.Of(mixin.Key), mixin.Value)).ToList(),
        Variables = analysis.Variables.Select(static variable => new ThemeVariable(VisibleText.Of(variable.Key), VisibleText.Of(variable.Value))).ToList(),
        Unconverted = analysis.Unconverted.Select(FromCore).ToList(),
        Warnings = analysis.Warnings.Select(VisibleText.Of).ToList(),
        Differences = analysis.Differences.Select(static found => new MeaningDifference(
            VisibleText.Of(found.Output), VisibleText.Of(found.Source), VisibleText.Of(found.Result), VisibleText.OrNull(found.Rule))).ToList(),
        Verified = !isVerified || analysis.Fault?.ErrorId == "SassNotFound" ? null : analysis.Fault is null,
        ManualEstimate = analysis.ManualEstimate,
        Diff = VisibleText.OfLines(analysis.Diff),
    };

    private static UnconvertedConstruct FromCore(MigrationWarning left)
    {
        var kind = UnconvertedKind.Of(left);
        return new UnconvertedConstruct(
            VisibleText.Of(left.File), left.Line, left.Column, kind.Kind, VisibleText.Of(left.Message), VisibleText.Of(left.Text), kind.Advice);
    }
}
