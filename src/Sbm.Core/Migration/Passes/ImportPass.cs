using System.Text.RegularExpressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Rule 1. An import of a file of the theme is replaced by that file, once in an output; every other one goes. Sass's own
/// modules are used once, at the top. <c>@charset</c> goes.
/// </summary>
internal sealed partial class ImportPass(ThemeSources sources, MigrationLog log)
{
    private readonly HashSet<string> _brought = [];
    private readonly List<ScssStatement> _modules = [];

    /// <summary>The content of the output: its sources with everything they import.</summary>
    internal List<ScssNode> Bring(OutputFile output)
    {
        var nodes = output.Sources
            .Where(source => sources.Exists(source) && _brought.Add(source))
            .SelectMany(ReadWithImports)
            .ToList();
        nodes.InsertRange(0, _modules);
        return nodes;
    }

    private List<ScssNode> ReadWithImports(string file) => Expand(sources.Read(file).Children, file);

    private List<ScssNode> Expand(List<ScssNode> nodes, string file)
    {
        var expanded = new List<ScssNode>(nodes.Count);
        foreach (var node in nodes)
        {
            if (node is ScssStatement { IsAtRule: true } statement && Directive().Match(statement.Text) is { Success: true } directive)
            {
                expanded.AddRange(Replace(statement, directive.Groups[1].Value, directive.Groups[2].Value, file));
                continue;
            }

            if (node is ScssBlock block)
            {
                var children = Expand(block.Children, file);
                block.Children.Clear();
                block.Children.AddRange(children);
            }

            expanded.Add(node);
        }

        return expanded;
    }

    private IEnumerable<ScssNode> Replace(ScssStatement statement, string directive, string rest, string file)
    {
        if (directive == "charset")
        {
            return [];
        }

        if (directive != "import" && SassModule().IsMatch(rest))
        {
            if (!_modules.Exists(module => module.Text == statement.Text))
            {
                _modules.Add(statement);
            }

            return [];
        }

        var brought = new List<ScssNode>();
        foreach (var import in ScssList.Split(directive == "import" ? rest : FirstString().Match(rest).Value))
        {
            if (NameOf(import) is { } name && sources.Resolve(file, name) is { } found)
            {
                if (_brought.Add(found))
                {
                    brought.AddRange(ReadWithImports(found));
                }

                continue;
            }

            log.Drop(statement, WebFont().IsMatch(import) ? "web font" : "import", import);
        }

        if (brought.Count > 0)
        {
            brought[0].Leading = statement.Leading; // it begins a line, as the import did
        }

        return brought;
    }

    // What Sass itself would read; url(), addresses, .css and media queries are left to the browser.
    private static string? NameOf(string import) =>
        import.Length > 2
        && import[0] is '"' or '\''
        && import[^1] == import[0]
        && import[1..^1] is var name
        && !name.EndsWith(".css", StringComparison.OrdinalIgnoreCase)
        && !name.Contains("//", StringComparison.Ordinal)
            ? name
            : null;

    [GeneratedRegex(@"^@(import|use|forward|charset)\b\s*(.*)$", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^[""']sass:")]
    private static partial Regex SassModule();

    [GeneratedRegex(@"^(""[^""]*""|'[^']*')")]
    private static partial Regex FirstString();

    [GeneratedRegex(@"fonts\.|typekit|/font", RegexOptions.IgnoreCase)]
    private static partial Regex WebFont();
}
