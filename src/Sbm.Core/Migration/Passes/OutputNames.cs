using Sbm.Core.Migration.Scopes;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>What an output defines and what it calls, wherever it stands. Names are with <c>-</c> for <c>_</c>.</summary>
internal sealed class OutputNames
{
    private readonly HashSet<string> _called = [];

    internal HashSet<string> Mixins { get; } = [];

    internal HashSet<string> Functions { get; } = [];

    /// <summary>What its mixins and functions take.</summary>
    internal Signatures Signatures { get; } = new();

    /// <summary>The mixins that write a <c>@font-face</c>.</summary>
    internal HashSet<string> FontMixins { get; } = [];

    /// <summary>Variables that are assigned at the top level, control directives looked into, or with <c>!global</c>.</summary>
    internal HashSet<string> Globals { get; } = [];

    /// <summary>Those of them of which a statement at the top level is not all that assigns them.</summary>
    internal HashSet<string> AssignedElsewhere { get; } = [];

    /// <summary>The modules that are used, by the names that they have here.</summary>
    internal HashSet<string> Namespaces { get; } = [];

    internal static OutputNames Of(List<ScssNode> nodes)
    {
        var names = new OutputNames();
        names.Collect(nodes, isTopLevel: true, isControlled: false);
        return names;
    }

    /// <summary>Whether nothing in the block ever runs: a mixin that nobody includes, a branch that is not taken.</summary>
    internal bool NeverRuns(ScssBlock block, SassDirective? directive) => directive switch
    {
        { Name: "mixin" or "function" } definition => !_called.Contains(definition.Target.ToLowerInvariant()),
        _ => false,
    };

    private void Collect(List<ScssNode> nodes, bool isTopLevel, bool isControlled)
    {
        foreach (var node in nodes)
        {
            var text = node.Head;
            var directive = SassDirective.Read(text);
            if (directive is { Name: "mixin" or "function" } definition)
            {
                Signatures.Learn(definition, node);
            }

            switch (directive?.Name)
            {
                case "mixin":
                    Mixins.Add(directive.Value.Target);
                    if (node is ScssBlock { Children: var children } && children.Exists(static child => child is ScssBlock font && SassDirective.Read(font.Prelude)?.Name == "font-face"))
                    {
                        FontMixins.Add(directive.Value.Target);
                    }

                    break;
                case "function":
                    Functions.Add(directive.Value.Target.ToLowerInvariant());
                    break;
                case "use" when NamespaceOf(text) is { } name:
                    Namespaces.Add(name);
                    break;
            }

            if (node is ScssBlock never && Branches.IsFalse(never))
            {
                continue;
            }

            if (VariableAssignment.Read(node) is { } assignment && (isTopLevel || assignment.Parts.IsGlobal))
            {
                Globals.Add(assignment.Name);
                if (isControlled || assignment.Parts.IsGlobal)
                {
                    AssignedElsewhere.Add(assignment.Name);
                }
            }

            if (directive?.Name is not ("mixin" or "function"))
            {
                CollectWords(text);
            }
            else
            {
                CollectWords(text[directive.Value.RestStart..]); // defaults
            }

            if (node is ScssBlock block)
            {
                Collect(block.Children, isTopLevel && SassDirective.IsControl(directive?.Name), isControlled: true);
            }
        }
    }

    // Everything that could be the name of something that is called, strings included: meta.get-mixin("m").
    private void CollectWords(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var end = ScssText.EndOfName(text, i);

            if (end > i)
            {
                _called.Add(SassName.Unify(text[i..end]).ToLowerInvariant());
            }

            i = Math.Max(end, i + 1);
        }
    }

    private static string? NamespaceOf(string use)
    {
        var words = use.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var alias = Array.IndexOf(words, "as");
        if (alias > 0 && alias + 1 < words.Length)
        {
            return words[alias + 1] == "*" ? null : words[alias + 1];
        }

        var address = words.Length > 1 ? words[1].Trim('"', '\'') : string.Empty;
        return address[(address.LastIndexOfAny([':', '/']) + 1)..];
    }
}
