using Sbm.Core.Migration.Passes;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration;

/// <summary>Converts a theme's style sheets to the text of the Site Builder files, one pass per rule. Writes nothing.</summary>
internal sealed class ThemeConverter(ThemeSources sources, MigrationLog log)
{
    /// <summary>The text of every output that the theme has a source for.</summary>
    internal Dictionary<OutputFile, string> Convert(IProgress<double>? progress, CancellationToken cancel)
    {
        var unconverted = new UnconvertedPass(log);
        var trees = new Dictionary<OutputFile, List<ScssNode>>();
        foreach (var output in OutputFile.All.Where(output => output.Sources.Any(sources.Exists)))
        {
            cancel.ThrowIfCancellationRequested();
            trees[output] = new ImportPass(sources, log).Bring(output);
            unconverted.Learn(trees[output]); // what one source defines is known to all outputs
        }

        var texts = new Dictionary<OutputFile, string>();
        foreach (var (output, nodes) in trees)
        {
            cancel.ThrowIfCancellationRequested();
            new SitePartsPass(log).Apply(nodes);
            new ImagePass(log).Apply(nodes);
            BannerPass.Apply(nodes);
            EmptyRulePass.Apply(nodes);
            unconverted.Apply(nodes);
            texts[output] = ScssLayout.Write(nodes);
            progress?.Report((double)texts.Count / (trees.Count + 1));
        }

        return texts;
    }
}
