using System.Text.RegularExpressions;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Rule 1. An import of a file of the theme is replaced by that file, at each place; every other one goes. Sass's own modules are used
/// once, at the top. <c>@charset</c> goes.
/// </summary>
internal sealed partial class ImportPass(ThemeSources sources, MigrationLog log)
{
    private readonly List<ScssStatement> _modules = [];
    private readonly RepeatedSheets _repeated = new();
    private readonly HashSet<string> _open = [];

    /// <summary>The content of the output: its sources with everything they import.</summary>
    internal List<ScssNode> Bring(OutputFile output)
    {
        var nodes = new List<ScssNode>();
        foreach (var source in output.Sources.Where(sources.Exists))
        {
            BringFile(nodes, source, isTopLevel: true);
        }

        nodes.InsertRange(0, _modules);
        return nodes;
    }

    private void BringFile(List<ScssNode> expanded, string file, bool isTopLevel)
    {
        var brought = new List<ScssNode>();
        _open.Add(file);
        ExpandInto(brought, sources.Read(file).Children, file, isTopLevel);
        _open.Remove(file);
        if (isTopLevel && _repeated.Repeats(file, brought))
        {
            return;
        }

        expanded.AddRange(brought);
        if (isTopLevel)
        {
            _repeated.Brought(file);
        }
    }

    private void ExpandInto(List<ScssNode> expanded, List<ScssNode> nodes, string file, bool isTopLevel)
    {
        foreach (var node in nodes)
        {
            if (IsImport(node, out var directive))
            {
                Replace(expanded, node, directive, file, isTopLevel);
                continue;
            }

            if (node is ScssBlock { Children.Count: > 0 } block)
            {
                var children = new List<ScssNode>(block.Children.Count);
                ExpandInto(children, block.Children, file, isTopLevel: false);
                block.Children.Clear();
                block.Children.AddRange(children);
            }

            expanded.Add(node);
            if (isTopLevel)
            {
                _repeated.Pass(node);
            }
        }
    }

    private static bool IsImport(ScssNode node, out SassDirective directive)
    {
        var text = node is ScssStatement statement ? statement.Text : node is ScssBlock block ? block.Prelude : string.Empty;
        directive = SassDirective.Read(text).GetValueOrDefault();
        return directive.Name is "import" or "use" or "forward" or "charset";
    }

    private void Replace(List<ScssNode> expanded, ScssNode node, SassDirective directive, string file, bool isTopLevel)
    {
        if (node is ScssBlock { Prelude: var prelude } && directive.Name != "import")
        {
            throw ImportList.MissingSemicolon(node, ScssList.EndOfPiece(prelude, directive.RestStart), "@" + directive.Name);
        }

        if (directive.Name == "charset")
        {
            return;
        }

        if (directive.Name != "import" && node is ScssStatement { Text: var text } module && SassModule().IsMatch(text[directive.RestStart..]))
        {
            if (!_modules.Exists(known => known.Text == text))
            {
                _modules.Add(module);
            }

            return;
        }

        Import(expanded, node, directive, file, isTopLevel);
    }

    private void Import(List<ScssNode> expanded, ScssNode node, SassDirective directive, string file, bool isTopLevel)
    {
        var first = expanded.Count;
        foreach (var item in ImportList.Read(node, node is ScssBlock block ? block.Prelude : ((ScssStatement)node).Text, directive.RestStart))
        {
            if (item.Path is { } path && sources.Resolve(file, path, isImport: true) is var (found, differsInCase))
            {
                if (differsInCase)
                {
                    log.Warn($"{found} is imported by a name that differs in case, which most servers would not find.");
                }

                Bring(expanded, node, found, isTopLevel);
            }
            else
            {
                log.Drop(node, WebFont().IsMatch(item.Text) ? "web font" : "import", item.Text);
            }
        }

        if (expanded.Count > first)
        {
            expanded[first].Leading = node.Leading; // it begins a line, as the import did
        }
    }

    private void Bring(List<ScssNode> expanded, ScssNode import, string file, bool isTopLevel)
    {
        if (_open.Contains(file))
        {
            log.Leave(import, $"{file} imports itself");
            return;
        }

        BringFile(expanded, file, isTopLevel);
    }

    [GeneratedRegex(@"^[""']sass:")]
    private static partial Regex SassModule();

    [GeneratedRegex(@"fonts\.|typekit|/font", RegexOptions.IgnoreCase)]
    private static partial Regex WebFont();
}
