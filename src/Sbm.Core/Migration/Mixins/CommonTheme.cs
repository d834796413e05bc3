using System.Collections.Frozen;
using System.Text;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Mixins;

/// <summary>What the common theme gives to its themes besides mixins, as the table <c>CommonTheme.scss</c> has it. Immutable.</summary>
internal static class CommonTheme
{
    private static readonly FrozenSet<string> WithoutColor = FrozenSet.ToFrozenSet(["bloggerhover", "soundcloudhover"]);

    /// <summary>The whole table.</summary>
    internal static IReadOnlyList<ScssNode> Sheet { get; } = ReadSheet();

    /// <summary>Its variables, by name without <c>$</c>, each as the statement that assigns a literal.</summary>
    internal static IReadOnlyDictionary<string, ScssStatement> Variables { get; } = ReadVariables();

    /// <summary>Its functions, by name.</summary>
    internal static IReadOnlyDictionary<string, ScssBlock> Functions { get; } = Sheet.OfType<ScssBlock>()
        .Select(static block => (Block: block, Directive: SassDirective.Read(block.Prelude)))
        .Where(static block => block.Directive?.Name == "function")
        .ToDictionary(static block => block.Directive!.Value.Target, static block => block.Block);

    /// <summary>The rules that themes extend, by the placeholder or class that an <c>@extend</c> names.</summary>
    internal static IReadOnlyDictionary<string, ScssBlock> Rules { get; } = Sheet.OfType<ScssBlock>()
        .Where(static block => block.IsRule)
        .ToDictionary(static block => block.Prelude[block.Prelude.AsSpan().IndexOfAny('.', '%')..], static block => block);

    /// <summary>The numbers of the layers that <c>z-index</c> knows.</summary>
    internal static SassMap Layers { get; } = Map("layers");

    /// <summary>The media queries of the points that <c>breakpoint</c> knows.</summary>
    internal static SassMap Breakpoints { get; } = Map("breakpoints");

    /// <summary>What <c>site-builder</c> assigns first, by brand.</summary>
    internal static SassMap Brands { get; } = Map("brands");

    /// <summary>Whether a node is the common theme's own assignment of a variable.</summary>
    internal static bool IsAssignment(ScssNode node) => node.Source == Sheet[0].Source;

    /// <summary>Whether a node is the assignment of what should be a colour and holds none.</summary>
    internal static bool IsWithoutColor(ScssNode node) =>
        IsAssignment(node) && VariableAssignment.Read(node) is { } assignment && WithoutColor.Contains(assignment.Name);

    /// <summary>The value under a name, which may be quoted or not.</summary>
    internal static SassValue? Find(SassMap map, string name) =>
        map.Entries.FirstOrDefault(entry => InsertedText.Of(entry.Key) == name).Value;

    private static List<ScssNode> ReadSheet()
    {
        using var resource = typeof(CommonTheme).Assembly.GetManifestResourceStream("CommonTheme.scss")!;
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return ScssReader.Read(new ScssSource("common theme", reader.ReadToEnd())).Children;
    }

    private static Dictionary<string, ScssStatement> ReadVariables()
    {
        var known = new Known();
        var variables = new Dictionary<string, ScssStatement>();
        foreach (var (statement, name) in Assignments().Where(static variable => variable.Name[0] != '-'))
        {
            var value = Evaluate(statement, known);
            known.Values[name] = new LiteralBinding(value, value.ToCss());
            statement.Text = $"${name}: {value.ToCss()}";
            variables[name] = statement;
        }

        return variables;
    }

    private static IEnumerable<(ScssStatement Statement, string Name)> Assignments() => Sheet
        .Where(static node => VariableAssignment.Read(node) is not null)
        .Select(static node => ((ScssStatement)node, VariableAssignment.Read(node)!.Value.Name));

    private static SassMap Map(string name) =>
        (SassMap)Evaluate(Assignments().First(variable => variable.Name == "-" + name).Statement, NoVariables.Instance);

    private static SassValue Evaluate(ScssStatement statement, IVariables variables)
    {
        var parts = ScssDeclaration.Read(statement.Text)!.Value;
        var value = SassExpressionReader.Read(statement.Text, parts.ValueStart, parts.ValueEnd)!;
        return new SassEvaluator(statement.Text, variables, new ThemeDefinitions()).Evaluate(value)!;
    }

    private sealed class Known : IVariables
    {
        internal Dictionary<string, VariableBinding> Values { get; } = [];

        public VariableBinding? Find(string name) => Values.GetValueOrDefault(name);
    }
}
