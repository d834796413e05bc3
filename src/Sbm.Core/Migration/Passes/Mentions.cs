using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>The names that a tree mentions: its variables, the functions it calls, what it extends. Too many rather than too few: it reads no strings.</summary>
internal sealed class Mentions
{
    /// <summary>Without <c>$</c>, with <c>-</c> for <c>_</c>.</summary>
    internal HashSet<string> Variables { get; } = [];

    /// <summary>Those that it assigns, anywhere.</summary>
    internal HashSet<string> Assigned { get; } = [];

    /// <summary>Those of no module, in lower case, with <c>-</c> for <c>_</c>.</summary>
    internal HashSet<string> Functions { get; } = [];

    /// <summary>As <c>@extend</c> names them.</summary>
    internal HashSet<string> Extended { get; } = [];

    internal static Mentions In(List<ScssNode> nodes)
    {
        var mentions = new Mentions();
        mentions.Collect(nodes);
        return mentions;
    }

    /// <summary>How often a statement mentions a variable.</summary>
    internal static int Count(ScssStatement statement, string variable) =>
        SassParameters.NamesIn(statement.Text, 0, statement.Text.Length).Count(name => name == variable);

    private void Collect(List<ScssNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is ScssStatement statement)
            {
                Collect(statement.Text);
                if (VariableAssignment.Read(statement) is { } assignment)
                {
                    Assigned.Add(assignment.Name);
                }

                if (ExtendStatement.TargetOf(statement) is { } targets)
                {
                    Extended.UnionWith(ScssList.Split(targets));
                }
            }
            else if (node is ScssBlock block)
            {
                Collect(block.Prelude);
                Collect(block.Children);
            }
        }
    }

    private void Collect(string text)
    {
        Variables.UnionWith(SassParameters.NamesIn(text, 0, text.Length));
        Functions.UnionWith(FunctionsIn(text));
    }

    /// <summary>The functions of no module that a text calls, in lower case, with <c>-</c> for <c>_</c>.</summary>
    internal static IEnumerable<string> FunctionsIn(string text)
    {
        for (var i = text.IndexOf('(', StringComparison.Ordinal); i >= 0; i = text.IndexOf('(', i + 1))
        {
            var start = i;
            while (start > 0 && ScssText.IsNameCharacter(text[start - 1]))
            {
                start--;
            }

            if (start < i && (start == 0 || text[start - 1] != '.'))
            {
                yield return SassName.Unify(text[start..i]).ToLowerInvariant();
            }
        }
    }
}
