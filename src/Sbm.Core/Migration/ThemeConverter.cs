using Sbm.Core.Migration.Extends;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.LateDeclarations;
using Sbm.Core.Migration.Mixins;
using Sbm.Core.Migration.Outputs;
using Sbm.Core.Migration.Passes;
using Sbm.Core.Migration.Scopes;
using Sbm.Core.Migration.Selectors;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration;

/// <summary>Converts a theme's style sheets to the text of the Site Builder files, one pass per rule. Writes nothing.</summary>
/// <param name="sources">The theme's style sheets.</param>
/// <param name="mixins">The mixins that are expanded.</param>
/// <param name="selectors">Which selectors are header, footer or navigation.</param>
internal sealed class ThemeConverter(ThemeSources sources, MixinTable mixins, SelectorVerdict selectors)
{
    private readonly ThemeDefinitions _definitions = new() { IsCommonMixin = mixins.Has };

    /// <summary>What there is to report of the last conversion.</summary>
    internal MigrationLog Log { get; private set; } = new();

    /// <summary>The text of every output that the theme has a source for.</summary>
    internal Dictionary<OutputFile, string> Convert(IProgress<double>? progress, CancellationToken cancel)
    {
        while (true)
        {
            // A mixin that turns out not to be convertible takes its uses with it, also those before it: then all is done again.
            var unconvertible = _definitions.Unconvertible;
            Log = new MigrationLog();
            var texts = ConvertOnce(progress, cancel);
            if (_definitions.Unconvertible == unconvertible)
            {
                return texts;
            }

            _definitions.SpreadUnconvertible();
            _definitions.Forget();
        }
    }

    private Dictionary<OutputFile, string> ConvertOnce(IProgress<double>? progress, CancellationToken cancel)
    {
        var trees = Read(cancel);
        var modules = ModulePass.TakeOut(trees.Values);
        CommonThemePass.AssignVariables(trees);
        var unconvertible = _definitions.Unconvertible;
        var variables = new OutputVariables(trees, _definitions);
        variables.ShareDefinitions();

        var texts = new Dictionary<OutputFile, string>();
        foreach (var (output, nodes) in trees)
        {
            cancel.ThrowIfCancellationRequested();
            var extends = new ExtendPass(nodes, Log);
            MixedCalculations.Report(nodes, Log);
            new MixinPass(variables.Of(output), _definitions, mixins, Log).Apply(nodes);
            new VariablePass(variables.Of(output), _definitions, Log).Apply(nodes);
            if (_definitions.Unconvertible > unconvertible)
            {
                continue; // all is done again
            }

            new SitePartsPass(selectors, Log).Apply(nodes); // whose names stood in variables
            LateDeclarationPass.Apply(nodes, _definitions, Log);
            new ImagePass(Log).Apply(nodes);
            BannerPass.Apply(nodes);
            extends.Apply(nodes);
            CommonThemePass.PutIn(nodes, _definitions, variables.Of(output));
            ExtendPass.RequireTargets(nodes, _definitions, Log);
            EmptyRulePass.Apply(nodes);
            ModulePass.PutIn(nodes, modules);
            LaterFunctionPass.Apply(nodes, _definitions, Log);
            OldTextPass.Apply(nodes);
            ClosingPass.Apply(nodes, _definitions, Log);
            ExtendPass.RequireTargets(nodes, _definitions, Log); // of rules that have become comments
            ColorChainPass.Apply(nodes);
            ExtendedSelectors.Report(nodes, _definitions, Log);
            ModulePass.PutIn(nodes, ModulePass.TakeOut([nodes])); // those that are still needed
            texts[output] = ScssLayout.Write(nodes);
            progress?.Report((double)texts.Count / (trees.Count + 1));
        }

        var used = CustomPropertyUses.In(texts.Values, withFallback: false);
        foreach (var (name, other) in _definitions.RenamedProperties.Where(name => used.Contains(name.Value)))
        {
            Log.Warn($"The theme declares {name} itself: what is made of its variable ${name[2..]} is called {other}, in all outputs.");
        }

        return texts;
    }

    // What the outputs are made of, without imports, header, footer and navigation.
    private Dictionary<OutputFile, List<ScssNode>> Read(CancellationToken cancel)
    {
        var trees = new Dictionary<OutputFile, List<ScssNode>>();
        foreach (var output in OutputFile.All.Where(output => output.Sources.Any(sources.Exists)))
        {
            cancel.ThrowIfCancellationRequested();
            var nodes = new ImportPass(sources, Log).Bring(output);
            var extends = new ExtendPass(nodes, Log);
            new SitePartsPass(selectors, Log).Apply(nodes);
            OldSlashPass.Apply(nodes);
            extends.Apply(nodes);
            _definitions.Learn(nodes); // what one source defines is known to all outputs
            trees[output] = nodes;
        }

        foreach (var (output, nodes) in trees)
        {
            CommonThemePass.AssignBrands(nodes, _definitions, () => new OutputVariables(trees, _definitions).Of(output));
        }

        var all = trees.Values.SelectMany(static nodes => nodes).ToList();
        _definitions.FindUses(all);
        _definitions.FindProperties(all);
        _definitions.ComputesWithColors = LocalColors.AreComputedWith(all);

        return trees;
    }
}
