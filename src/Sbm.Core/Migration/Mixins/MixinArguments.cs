using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Migration.Mixins;

/// <summary>What each parameter of a common mixin stands for in one call.</summary>
internal sealed class MixinArguments
{
    private readonly Dictionary<string, (string Text, SassExpression? Expression)> _bound = [];
    private readonly Dictionary<string, List<SassExpression>> _rest = [];
    private readonly string _call;
    private readonly IVariables _variables;
    private readonly SassEvaluator _evaluator;

    /// <summary>Gives the arguments of a call to the parameters, by Sass's rules.</summary>
    /// <exception cref="NotConvertibleException">Too few arguments, too many, or one of a name that the mixin does not have.</exception>
    internal MixinArguments(CommonMixin mixin, string call, IReadOnlyList<Argument> arguments, IVariables variables, ThemeDefinitions definitions)
    {
        (_call, _variables) = (call, variables);
        _evaluator = new SassEvaluator(call, variables, definitions);
        var positional = arguments.Where(static argument => argument.Name is null).SelectMany(Spread).ToList();
        foreach (var (parameter, position) in mixin.Parameters.Select(static (parameter, position) => (parameter, position)))
        {
            if (parameter.IsRest)
            {
                _rest[parameter.Name] = positional.ConvertAll(static argument => argument.Value)[Math.Min(position, positional.Count)..];
                _bound[parameter.Name] = _rest[parameter.Name].Count > 0 ? (string.Join(", ", _rest[parameter.Name].Select(Slice)), null) : throw Refuse("needs an argument");
                positional.RemoveRange(position, positional.Count - position);
            }
            else if (position < positional.Count && !positional[position].IsRest)
            {
                Bind(parameter.Name, positional[position].Value);
            }
        }

        foreach (var argument in arguments.Where(static argument => argument.Name is not null))
        {
            if (!mixin.Parameters.Any(parameter => parameter.Name == argument.Name && !parameter.IsRest))
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

    /// <summary>Whether the mixin has the parameter.</summary>
    internal bool Has(string name) => _bound.ContainsKey(name);

    /// <summary>Whether the parameter has a value that counts as true.</summary>
    internal bool IsGiven(string name) => Value(name) is not (SassNull or SassBoolean { Value: false });

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
    internal string Plain(string name) =>
        _rest.TryGetValue(name, out var rest) ? string.Join(", ", rest.Select(Unquoted))
        : _bound[name] is (_, { } expression) ? Plain(expression)
        : Text(name).Trim('"');

    /// <summary>The argument without quotes, as a value of its own.</summary>
    internal string Unquoted(string name) => _bound[name].Expression is { } expression ? Unquoted(expression) : Text(name).Trim('"');

    /// <summary>The argument's value; null if it is not known.</summary>
    internal SassValue? Value(string name) =>
        _bound[name] is (_, { } expression) ? _evaluator.Evaluate(expression)
        : SassExpressionReader.Read(Text(name), 0, Text(name).Length) is { } written ? new SassEvaluator(Text(name), NoVariables.Instance, new ThemeDefinitions()).Evaluate(written)
        : null;

    /// <summary>The argument's value as a number.</summary>
    /// <exception cref="NotConvertibleException">It is not known, or none.</exception>
    internal SassNumber Number(string name) =>
        Value(name) as SassNumber ?? throw new NotConvertibleException($"the value of '${name}' must be known: {Text(name)}");

    /// <summary>The argument's value as a word, quoted or not.</summary>
    /// <exception cref="NotConvertibleException">It is not known, or no word.</exception>
    internal string Word(string name) => Value(name) switch
    {
        SassString word => word.Text,
        null => throw new NotConvertibleException($"the value of '${name}' must be known: {Text(name)}"),
        var other => SassEvaluator.TextOf(other),
    };

    /// <summary>Whether only Sass knows what the argument is: a parameter, a loop's variable.</summary>
    internal bool IsSass(string name) =>
        Value(name) is null && _bound[name].Expression is { } expression
        && expression.Contains(part => part is VariableUse variable && (variable.Module is not null || _variables.Find(variable.Name) is SassBinding));

    /// <summary>The entries of a map or of a list of pairs, as they are written, without those that are null.</summary>
    /// <exception cref="NotConvertibleException">It is not known, or neither.</exception>
    internal IEnumerable<(string Key, string Value)> Entries(string name) =>
        (Written(_bound[name].Expression) ?? Known(Value(name)) ?? throw new NotConvertibleException($"'{Text(name)}' is no map or list of pairs that is known"))
            .Where(static entry => entry.Value != "null");

    private List<(string Key, string Value)>? Written(SassExpression? expression) => expression switch
    {
        Parenthesized { Inner: { } inner } => Written(inner),
        MapLiteral map => [.. map.Entries.Select(entry => (Plain(entry.Key), Slice(entry.Value)))],
        ListLiteral { HasCommas: true } list when list.Items.All(static item => item is ListLiteral { HasCommas: false, Items.Count: > 1 }) =>
            [.. list.Items.Cast<ListLiteral>().Select(pair => (Plain(pair.Items[0]), Slice(pair.Items[1])))],
        _ => null,
    };

    private static List<(string Key, string Value)>? Known(SassValue? value) => value switch
    {
        SassMap map => [.. map.Entries.Select(static entry => (SassEvaluator.TextOf(entry.Key), entry.Value.ToCss()))],
        SassList list when list.Items.All(static item => item is SassList { Items.Count: > 1 }) =>
            [.. list.Items.Cast<SassList>().Select(static pair => (SassEvaluator.TextOf(pair.Items[0]), pair.Items[1].ToCss()))],
        _ => null,
    };

    // A list before "..." is as many arguments.
    private static IEnumerable<Argument> Spread(Argument argument) =>
        argument is { IsRest: true, Value: Parenthesized { Inner: ListLiteral list } } ? list.Items.Select(static item => new Argument(null, item, IsRest: false)) : [argument];

    // Between literals, a slash that is handed on is a division.
    private void Bind(string name, SassExpression expression) =>
        _bound[name] = (expression is BinaryOperation { Operator: "/" } ? $"({Slice(expression)})" : Slice(expression), expression);

    private string Unquoted(SassExpression expression) =>
        expression is QuotedString || _evaluator.Evaluate(expression) is SassString { IsQuoted: true } ? Plain(expression) : Slice(expression);

    private string Plain(SassExpression expression) => expression switch
    {
        QuotedString => Slice(expression)[1..^1],
        Identifier or NumberLiteral or ListLiteral { IsBracketed: false } when !expression.Contains(static part => part is VariableUse or QuotedString or FunctionCall or BinaryOperation) => Slice(expression),
        _ => $"#{{{Slice(expression)}}}",
    };

    private string Slice(SassExpression expression) => _call[expression.Start..expression.End];
}
