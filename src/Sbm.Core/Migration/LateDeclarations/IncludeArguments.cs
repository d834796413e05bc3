using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;
using static Sbm.Core.Migration.Statements.StatementVariables;

namespace Sbm.Core.Migration.LateDeclarations;

/// <summary>What an include gives to the parameters of one of the theme's mixins that is expanded in its place.</summary>
internal static class IncludeArguments
{
    /// <summary>What each parameter is given; and what a mixin does no more than hand on, "...", as it is given: with its names.</summary>
    /// <exception cref="NotConvertibleException">The mixin cannot be given that, or not without being called.</exception>
    internal static (List<(string Name, string Value)> Bound, (string Variable, string Given)? HandedOn) Bind(SassDirective call, string text, ScssBlock mixin, Dictionary<string, string> names)
    {
        IReadOnlyList<Argument> arguments = [];
        if (call.RestStart < text.Length && text[call.RestStart] == '(')
        {
            arguments = SassExpressionReader.ReadArguments(text, call.RestStart, text.Length)?.Arguments ?? throw IncludeExpansion.Refuse(call.Target, "has arguments that cannot be read");
        }

        var parameters = SassParameters.Read(mixin.Prelude, SassDirective.Read(mixin.Prelude)!.Value.RestStart);
        (string Variable, string Given)? handedOn = null;
        if (parameters.Find(static parameter => parameter.IsRest) is { IsRest: true } rest && All(mixin.Children).All(node => IsHandedOn(node.Head, rest.Name)))
        {
            var given = arguments.Where((argument, place) => argument.Name is { } name ? !parameters.Any(parameter => parameter.Name == name) : place >= parameters.Count - 1)
                .Select(argument => (argument.Name is { } name ? $"${name}: " : string.Empty) + text[argument.Value.Start..argument.Value.End]).ToList();
            handedOn = given.Count > 0 ? (rest.Name, string.Join(", ", given)) : null;
        }

        if (handedOn is null && parameters.Any(static parameter => parameter.IsRest) && arguments.Any(argument => argument.Name is { } name && !parameters.Any(parameter => parameter.Name == name)))
        {
            throw IncludeExpansion.Refuse(call.Target, "is given names that are none of its parameters");
        }

        var positional = arguments.Where(static argument => argument.Name is null).ToList();
        var bound = new List<(string, string)>();
        foreach (var (parameter, position) in parameters.Select(static (parameter, position) => (parameter, position)))
        {
            if (parameter.IsRest && handedOn is not null)
            {
                continue;
            }

            if (parameter.IsRest)
            {
                bound.Add((parameter.Name, ListOf(positional.Skip(position).Select(argument => text[argument.Value.Start..argument.Value.End]).ToList())));
                continue;
            }

            var argument = position < positional.Count ? positional[position] : arguments.FirstOrDefault(argument => argument.Name == parameter.Name);
            var value = argument is not null ? text[argument.Value.Start..argument.Value.End]
                : parameter.DefaultStart >= 0 ? VariableText.Replace(mixin.Prelude[parameter.DefaultStart..parameter.DefaultEnd], names.GetValueOrDefault)
                : throw IncludeExpansion.Refuse(call.Target, $"needs '${parameter.Name}'");
            bound.Add((parameter.Name, value));
        }

        return (bound, handedOn);
    }

    // Whether each use of the variable is "$args...".
    private static bool IsHandedOn(string text, string variable)
    {
        for (var at = text.IndexOf('$', StringComparison.Ordinal); at >= 0; at = text.IndexOf('$', at + 1))
        {
            var end = ScssText.EndOfName(text, at + 1);

            if (SassName.Unify(text[(at + 1)..end]) == variable && !text.AsSpan(end).StartsWith("..."))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes in the mixin's statements what is handed on, in the place of <c>$args...</c></summary>
    internal static void HandOn(IEnumerable<ScssNode> nodes, string rest, string given)
    {
        foreach (var node in All(nodes))
        {
            if (node is ScssStatement statement)
            {
                statement.Text = statement.Text.Replace(rest, given, StringComparison.Ordinal);
            }
            else if (node is ScssBlock block)
            {
                block.Prelude = block.Prelude.Replace(rest, given, StringComparison.Ordinal);
            }
        }
    }

    private static string ListOf(List<string> items) => items is [var only] ? $"({only},)" : $"({string.Join(", ", items)})";
}
