using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Migration.Mixins;

/// <summary>What each parameter of a common mixin stands for in one call.</summary>
internal sealed class MixinArguments
{
    private readonly Dictionary<string, (string Text, SassExpression? Expression)> _bound = [];
    private readonly string _call;
    private readonly SassEvaluator _evaluator;

    /// <summary>Gives the arguments of a call to the parameters, by Sass's rules.</summary>
    /// <exception cref="NotConvertibleException">Too few arguments, too many, or one of a name that the mixin does not have.</exception>
    internal MixinArguments(CommonMixin mixin, string call, IReadOnlyList<Argument> arguments, IVariables variables, ThemeDefinitions definitions)
    {
        _call = call;
        _evaluator = new SassEvaluator(call, variables, definitions);
        var positional = arguments.Where(static argument => argument.Name is null).SelectMany(Spread).ToList();
        foreach (var (parameter, position) in mixin.Parameters.Select(static (parameter, position) => (parameter, position)))
        {
            if (parameter.IsRest)
            {
                var rest = positional.Skip(position).Select(argument => Slice(argument.Value)).ToList();
                _bound[parameter.Name] = rest.Count > 0 ? (string.Join(", ", rest), null) : throw Refuse("needs an argument");
                positional.RemoveRange(position, positional.Count - position);
            }
            else if (position < positional.Count && !positional[position].IsRest)
            {
                Bind(parameter.Name, positional[position].Value);
            }
        }

        foreach (var argument in arguments.Where(static argument => argument.Name is not null))
        {
            if (!mixin.Parameters.Any(parameter => parameter.Name == argument.Name))
            {
                throw Refuse($"has no parameter '${argument.Name}'");
            }

            if (_bound.ContainsKey(argument.Name!))
            {
                throw Refuse($"is given '${argument.Name}' twice");
            }

            Bind(argument.Name!, argument.Value);
        }

        if (positional.Exists(static argument => argument.IsRest))
        {
            throw Refuse("is given a list of arguments that only Sass can take apart");
        }

        if (positional.Count > mixin.Parameters.Count)
        {
            throw Refuse(mixin.Parameters.Count == 1 ? "takes 1 argument at most" : $"takes {mixin.Parameters.Count} arguments at most");
        }

        foreach (var parameter in mixin.Parameters.Where(parameter => !_bound.ContainsKey(parameter.Name)))
        {
            _bound[parameter.Name] = parameter.DefaultStart >= 0
                ? (mixin.Definition[parameter.DefaultStart..parameter.DefaultEnd], null)
                : throw Refuse($"needs an argument for '${parameter.Name}'");
        }

        NotConvertibleException Refuse(string reason) => new($"the mixin '{mixin.Name}' {reason}");
    }

    /// <summary>Whether the parameter has a value other than <c>null</c>.</summary>
    internal bool IsGiven(string name) => Text(name) != "null" && Value(name) is not SassNull;

    /// <summary>The argument as it is written.</summary>
    internal string Text(string name) => _bound[name].Text;

    /// <summary>The argument where it is one of several operands.</summary>
    internal string Operand(string name) =>
        _bound[name].Expression is UnaryOperation or BinaryOperation or ListLiteral && !Text(name).StartsWith('(') ? $"({Text(name)})" : Text(name);

    /// <summary>The argument with a minus.</summary>
    internal string Negative(string name) =>
        Value(name) is SassNumber { Value: 0 } ? Text(name)
        : _bound[name].Expression is null or NumberLiteral ? (Text(name).StartsWith('-') ? Text(name)[1..] : "-" + Text(name).TrimStart('+'))
        : _bound[name].Expression is VariableUse ? "-" + Text(name)
        : $"-({Text(name)})";

    /// <summary>The argument's text without quotes, or an interpolation of what is not known yet.</summary>
    internal string Plain(string name)
    {
        var (text, expression) = _bound[name];
        return expression switch
        {
            QuotedString => text[1..^1],
            null or Identifier or NumberLiteral => text,
            _ => $"#{{{text}}}",
        };
    }

    /// <summary>The argument's value; null if it is not known.</summary>
    internal SassValue? Value(string name) =>
        _bound[name] is (_, { } expression) ? _evaluator.Evaluate(expression)
        : SassExpressionReader.Read(Text(name), 0, Text(name).Length) is { } written ? new SassEvaluator(Text(name), NoVariables.Instance, new ThemeDefinitions()).Evaluate(written)
        : null;

    /// <summary>The argument's value as a number.</summary>
    /// <exception cref="NotConvertibleException">It is not known, or none.</exception>
    internal SassNumber Number(string name) =>
        Value(name) as SassNumber ?? throw new NotConvertibleException($"the value of '${name}' must be known: {Text(name)}");

    /// <summary>The entries of a map, as they are written.</summary>
    /// <exception cref="NotConvertibleException">It is not known, or no map.</exception>
    internal IEnumerable<(string Key, string Value)> Entries(string name)
    {
        switch (_bound[name].Expression)
        {
            case MapLiteral map:
                return map.Entries.Select(entry => (Slice(entry.Key).Trim('"', '\''), Slice(entry.Value)));
            case null or Parenthesized { Inner: null }:
                return [];
            default:
                return Value(name) switch
                {
                    SassMap known => known.Entries.Select(static entry => (SassEvaluator.TextOf(entry.Key), entry.Value.ToCss())),
                    SassList { Items.Count: 0 } => [],
                    _ => throw new NotConvertibleException($"'{Text(name)}' is no map that is known"),
                };
        }
    }

    // A list before "..." is as many arguments.
    private static IEnumerable<Argument> Spread(Argument argument) =>
        argument is { IsRest: true, Value: Parenthesized { Inner: ListLiteral list } } ? list.Items.Select(static item => new Argument(null, item, IsRest: false)) : [argument];

    // Between literals, a slash that is handed on is a division.
    private void Bind(string name, SassExpression expression) =>
        _bound[name] = (expression is BinaryOperation { Operator: "/" } ? $"({Slice(expression)})" : Slice(expression), expression);

    private string Slice(SassExpression expression) => _call[expression.Start..expression.End];

    private sealed class NoVariables : IVariables
    {
        internal static NoVariables Instance { get; } = new();

        public VariableBinding? Find(string name) => null;
    }
}
