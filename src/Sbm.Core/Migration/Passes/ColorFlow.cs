using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Which variables and functions of an output may hold a colour that Sass has computed, by their names, too many rather than too few; and what
/// reads them to make other colours. Not thread-safe.
/// </summary>
internal sealed class ColorFlow
{
    private const string Computed = "";
    private const string Content = "@content";

    private readonly HashSet<string> _functions = []; // the output's own
    private readonly Dictionary<string, HashSet<string>> _goesTo = []; // "name"; "name(" what a function gives, "()name" what it is given; "@name" what a mixin is given; "#1" of a statement
    private readonly HashSet<string> _computed = [Computed];
    private int _statements;

    /// <summary>Whether a function of colours, or text, is given such a one.</summary>
    internal bool IsRead { get; private set; }

    /// <summary>With what losses another colour would be made of it.</summary>
    internal string Restored { get; private set; } = string.Empty;

    /// <returns>Null if Sass computes no colours in the output.</returns>
    internal static ColorFlow? In(List<ScssNode> nodes)
    {
        if (!StatementVariables.All(nodes).Any(static node => MayCompute(node.Head)))
        {
            return null;
        }

        var flow = new ColorFlow();
        flow._functions.UnionWith(StatementVariables.All(nodes).Select(static node => SassDirective.Read(node.Head) is { Name: "function" } function ? function.Target : null).OfType<string>());
        flow.Bind(nodes, function: null);
        flow.Follow();
        foreach (var node in StatementVariables.All(nodes))
        {
            foreach (var (_, expression, _) in StatementTexts.Expressions(node))
            {
                flow.Read(expression);
            }
        }

        return flow;
    }

    /// <summary>Whether the output defines it.</summary>
    internal bool IsFunction(string name) => _functions.Contains(name);

    /// <summary>Whether its channels may have fractions.</summary>
    internal bool MayBeComputed(SassExpression color) => IsHeld(color) || color.Contains(part => part is FunctionCall call && (IsComputing(call) || ColorModels.IsHsl(call)));

    // Under a name, anywhere in it.
    private bool IsHeld(SassExpression color) => color.Contains(part =>
        part is VariableUse { Module: null } variable ? _computed.Contains(variable.Name) : part is FunctionCall { Module: null } call && _computed.Contains(call.Name + "("));

    private bool IsComputing(FunctionCall call) => ColorModels.Of(call) is { Model: not ColorModel.Alpha } && (call.Module is not null || !IsFunction(call.Name));

    private void Read(SassExpression expression)
    {
        IsRead |= ColorModels.ShownTo(expression).Any(IsHeld);
        if (expression is FunctionCall call && (IsComputing(call) ? ColorModels.ColorsOf(call) : ColorModels.RestoredBy(call).Length > 0 ? call.Children : []).Any(IsHeld))
        {
            IsRead = true;
            Restored += ColorModels.Of(call)?.Restores ?? ColorModels.RestoredBy(call);
        }

        foreach (var child in expression.Children)
        {
            Read(child);
        }
    }

    private void Follow()
    {
        var open = new Stack<string>(_computed);
        while (open.TryPop(out var name))
        {
            foreach (var target in _goesTo.GetValueOrDefault(name, []).Where(_computed.Add))
            {
                open.Push(target);
            }
        }
    }

    private void Bind(List<ScssNode> nodes, string? function)
    {
        foreach (var node in nodes)
        {
            var text = node.Head;
            var directive = SassDirective.Read(text);
            var sources = new List<string> { $"#{_statements++}" };
            var called = Mentions.FunctionsIn(text).ToList();
            foreach (var source in SourcesIn(text, called))
            {
                Bind(source, sources[0]);
            }

            called.Where(IsFunction).ToList().ForEach(name => Bind(sources[0], $"(){name}"));
            var locals = BlockLocals.Of(text, directive).ToList();
            switch (directive?.Name)
            {
                case "return" when function is not null:
                    locals.Add(function + "(");
                    break;
                case "include":
                    Bind(sources[0], "@" + directive.Value.Target);
                    sources = [Content];
                    break;
                case "content":
                    locals.Add(Content);
                    break;
                case "mixin" or "function":
                    sources.Add(directive.Value.Name == "mixin" ? "@" + directive.Value.Target : "()" + directive.Value.Target);
                    break;
                case null when VariableAssignment.Read(node) is { } assignment:
                    locals.Add(assignment.Name);
                    break;
            }

            locals.ForEach(local => sources.ForEach(source => Bind(source, local)));
            if (node is ScssBlock block)
            {
                Bind(block.Children, directive is { Name: "function" } ? directive.Value.Target : function);
            }
        }
    }

    private void Bind(string source, string target)
    {
        if (!_goesTo.TryGetValue(source, out var targets))
        {
            _goesTo[source] = targets = [];
        }

        targets.Add(target);
    }

    private IEnumerable<string> SourcesIn(string text, List<string> called) =>
        SassParameters.NamesIn(text, 0, text.Length)
            .Concat(called.Where(IsFunction).Select(static name => name + "("))
            .Concat(MayCompute(text) ? [Computed] : []);

    private static bool MayCompute(string text) => text.Contains("color.", StringComparison.Ordinal) || Mentions.FunctionsIn(text).Any(ColorModels.IsName);
}
