using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>Rule 1: Sass's own modules are used once, at the top of each output that needs them.</summary>
internal static class ModulePass
{
    /// <summary>Takes the modules out of the trees.</summary>
    /// <returns>Each once, in an order that does not depend on which output needs which.</returns>
    internal static List<ScssStatement> TakeOut(IEnumerable<List<ScssNode>> trees)
    {
        var modules = new List<ScssStatement>();
        foreach (var nodes in trees)
        {
            modules.AddRange(nodes.OfType<ScssStatement>().Where(IsUse));
            nodes.RemoveAll(static node => node is ScssStatement statement && IsUse(statement));
        }

        return [.. modules.DistinctBy(static module => module.Text).OrderBy(static module => module.Text, StringComparer.Ordinal)];
    }

    /// <summary>Puts those that the tree needs at its top.</summary>
    internal static void PutIn(List<ScssNode> nodes, List<ScssStatement> modules)
    {
        if (modules.Count > 0)
        {
            var texts = Texts(nodes).ToList();
            nodes.InsertRange(0, modules
                .Where(module => texts.Exists(text => IsNamedIn(text, NameOf(module))))
                .Select(static module => module.Clone()));
        }
    }

    private static bool IsUse(ScssStatement statement) => SassDirective.Read(statement.Text)?.Name == "use";

    // As in "math.div(1, 2)", or in the call of a function that takes the module's name.
    private static bool IsNamedIn(string text, string module) =>
        text.Contains(module + ".", StringComparison.Ordinal)
        || text.Contains($"\"{module}\"", StringComparison.Ordinal)
        || text.Contains($"'{module}'", StringComparison.Ordinal)
        || (text.Contains(module, StringComparison.Ordinal) && text.Contains("$module", StringComparison.Ordinal));

    private static string NameOf(ScssStatement module) => module.Text[(module.Text.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimEnd('"');

    private static IEnumerable<string> Texts(IEnumerable<ScssNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is ScssStatement statement)
            {
                yield return statement.Text;
            }
            else if (node is ScssBlock block)
            {
                yield return block.Prelude;
                foreach (var text in Texts(block.Children))
                {
                    yield return text;
                }
            }
        }
    }
}
