using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>What the mixins and functions of an output take. Several may have one name, in several rules.</summary>
internal sealed class Signatures
{
    private readonly Dictionary<string, List<(List<SassParameter> Parameters, bool TakesContent)>> _definitions = [];

    internal void Learn(SassDirective directive, ScssNode node)
    {
        var text = node.Head;
        if (!_definitions.TryGetValue(KeyOf(directive.Name, directive.Target), out var same))
        {
            _definitions[KeyOf(directive.Name, directive.Target)] = same = [];
        }

        same.Add((SassParameters.Read(text, directive.RestStart), node is not ScssBlock block || HasContent(block.Children)));
    }

    /// <summary>Why no definition of the name takes the arguments; null if one does, or there is none.</summary>
    /// <param name="kind"><c>mixin</c> or <c>function</c>.</param>
    /// <param name="name">With <c>-</c> for <c>_</c>.</param>
    /// <param name="arguments">Those of the call.</param>
    internal string? Refuse(string kind, string name, IReadOnlyList<Argument> arguments) =>
        _definitions.TryGetValue(KeyOf(kind, name), out var same) && same.ConvertAll(one => Refuse(one.Parameters, arguments)) is var reasons && reasons.TrueForAll(static reason => reason is not null)
            ? $"the {kind} '{name}' {reasons[0]}"
            : null;

    /// <summary>Whether no definition of the mixin takes a block.</summary>
    internal bool RefusesContent(string name) =>
        _definitions.TryGetValue(KeyOf("mixin", name), out var same) && same.TrueForAll(static one => !one.TakesContent);

    private static string KeyOf(string kind, string name) => $"{kind} {(kind == "function" ? name.ToLowerInvariant() : name)}";

    private static string? Refuse(List<SassParameter> parameters, IReadOnlyList<Argument> arguments)
    {
        if (arguments.SkipWhile(static argument => argument.Name is null).Any(static argument => argument is { Name: null, IsRest: false }))
        {
            return "is given an argument without a name behind one with a name";
        }

        if (arguments.Any(static argument => argument.IsRest))
        {
            return null;
        }

        var hasRest = parameters.Exists(static parameter => parameter.IsRest);
        var positional = arguments.Count(static argument => argument.Name is null);
        if (positional > parameters.Count && !hasRest)
        {
            return parameters.Count == 1 ? "takes 1 argument at most" : $"takes {parameters.Count} arguments at most";
        }

        foreach (var name in arguments.Select(static argument => argument.Name).OfType<string>())
        {
            var index = parameters.FindIndex(parameter => parameter.Name == name && !parameter.IsRest);
            if (index < 0 ? !hasRest : index < positional)
            {
                return index < 0 ? $"has no parameter '${name}'" : $"is given '${name}' twice";
            }
        }

        return parameters.Skip(positional).Where(static parameter => parameter is { DefaultStart: < 0, IsRest: false })
            .Select(static parameter => parameter.Name)
            .FirstOrDefault(name => !arguments.Any(argument => argument.Name == name)) is { } missing ? $"needs an argument for '${missing}'" : null;
    }

    private static bool HasContent(List<ScssNode> nodes) => nodes.Exists(static node =>
        SassDirective.Read(node.Head)?.Name == "content" || (node is ScssBlock block && HasContent(block.Children)));
}
