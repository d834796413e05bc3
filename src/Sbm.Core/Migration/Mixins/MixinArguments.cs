using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Migration.Mixins;

/// <summary>What each parameter of a common mixin stands for in one call.</summary>
internal sealed class MixinArguments
{
    private readonly Dictionary<string, Given> _bound = [];
    private readonly Dictionary<string, List<Given>> _rest = [];
    private readonly string _call;
    private readonly IVariables _variables;
    private readonly ThemeDefinitions _definitions;
    private readonly SassEvaluator _evaluator;

    // What is given to a parameter; no expression where it does not stand in the call. Before "..." it is many.
    private readonly record struct Given(string Text, SassExpression? Expression, bool IsRest = false);

    /// <summary>Gives the arguments of a call to the parameters, by Sass's rules.</summary>
    /// <exception cref="NotConvertibleException">Too few arguments, too many, or one of a name that the mixin does not have.</exception>
    internal MixinArguments(CommonMixin mixin, string call, IReadOnlyList<Argument> arguments, IVariables variables, ThemeDefinitions definitions)
    {
        (_call, _variables, _definitions) = (call, variables, definitions);
        _evaluator = new SassEvaluator(call, variables, definitions);
        var positional = arguments.Where(static argument => argument.Name is null).Select(argument => new Given(Slice(argument.Value), argument.Value, argument.IsRest)).ToList();
        var named = arguments.Where(static argument => argument.Name is not null).Select(argument => (argument.Name!, Of(argument.Value))).ToList();
        foreach (var (parameter, position) in mixin.Parameters.Select(static (parameter, position) => (parameter, position)))
        {
            if (parameter.IsRest)
            {
                _rest[parameter.Name] = positional[Math.Min(position, positional.Count)..];
                _bound[parameter.Name] = _rest[parameter.Name].Count > 0 ? new(string.Join(", ", _rest[parameter.Name].Select(Joined)), null) : throw Refuse("needs an argument");
                positional.RemoveRange(position, positional.Count - position);
                continue;
            }

            if (position < positional.Count && positional[position].IsRest)
            {
                TakeApart(position);
            }

            if (position < positional.Count && !positional[position].IsRest)
            {
                _bound[parameter.Name] = positional[position].Expression is { } expression ? Of(expression) : positional[position];
            }
        }

        foreach (var (name, value) in named)
        {
            if (!mixin.Parameters.Any(parameter => parameter.Name == name && !parameter.IsRest))
            {
                throw Refuse($"has no parameter '${name}'");
            }

            if (!_bound.TryAdd(name, value))
            {
                throw Refuse($"is given '${name}' twice");
            }
        }

        if (positional.Exists(static argument => argument.IsRest))
        {
            throw Refuse("is given a list of arguments that only Sass can take apart");
        }

        if (positional.Count > mixin.Parameters.Count)
        {
            throw Refuse($"takes {CountText.Of(mixin.Parameters.Count, "argument")} at most");
        }

        foreach (var parameter in mixin.Parameters.Where(parameter => !_bound.ContainsKey(parameter.Name)))
        {
            _bound[parameter.Name] = parameter.DefaultStart >= 0
                ? new(mixin.Definition[parameter.DefaultStart..parameter.DefaultEnd], null)
                : throw Refuse($"needs an argument for '${parameter.Name}'");
        }

        // A list before "..." is as many arguments, a map as many named ones.
        void TakeApart(int position)
        {
            var whole = positional[position];
            List<Given>? items = (whole.Expression, Evaluate(whole)) switch
            {
                (Parenthesized { Inner: ListLiteral list }, _) => list.Items.Select(Of).ToList(),
                (_, SassList list) => list.Items.Select(static item => new Given(item.ToCss(), null)).ToList(),
                (_, SassMap) => [],
                (_, null) => null,
                _ => [whole with { IsRest = false }],
            };
            if (items is null)
            {
                return;
            }

            positional.RemoveAt(position);
            positional.InsertRange(position, items);
            named.AddRange(Evaluate(whole) is SassMap map ? map.Entries.Select(static entry => (SassName.Unify(InsertedText.Of(entry.Key)), new Given(entry.Value.ToCss(), null))) : []);
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
        : _bound[name].Expression is { } expression ? Plain(expression)
        : Text(name).Trim('"');

    /// <summary>The argument without quotes, as a value of its own.</summary>
    internal string Unquoted(string name) => Unquoted(_bound[name]);

    /// <summary>The argument's value; null if it is not known.</summary>
    internal SassValue? Value(string name) =>
        Evaluate(_bound[name]);

    private SassValue? Evaluate(Given given) =>
        given.Expression is { } expression ? _evaluator.Evaluate(expression)
        : SassExpressionReader.Read(given.Text, 0, given.Text.Length) is { } written ? new SassEvaluator(given.Text, NoVariables.Instance, new ThemeDefinitions()).Evaluate(written)
        : null;

    /// <summary>The argument's value, if the call has it without variables.</summary>
    internal SassValue? Literal(string name) => _bound[name].Expression?.Contains(static part => part is VariableUse) == true ? null : Value(name);

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
        var other => InsertedText.Of(other),
    };

    /// <summary>Whether only Sass knows what the argument is, when it runs: it has a parameter, a loop's variable or a function of the theme's own.</summary>
    internal bool IsSass(string name) => IsSass(_bound[name]);

    private bool IsSass(Given given) =>
        given.Expression is { } expression && _evaluator.Evaluate(expression) is null
        && expression.Contains(part => part is VariableUse { Module: not null } || (part is VariableUse variable && _variables.Find(variable.Name) is SassBinding) || (part is FunctionCall call && _definitions.IsFunction(call.Name)))
        && !expression.Contains(part => part is VariableUse { Module: null } variable && _variables.Find(variable.Name) is not (SassBinding or LiteralBinding));

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
        SassMap map => [.. map.Entries.Select(static entry => (InsertedText.Of(entry.Key), entry.Value.ToCss()))],
        SassList list when list.Items.All(static item => item is SassList { Items.Count: > 1 }) =>
            [.. list.Items.Cast<SassList>().Select(static pair => (InsertedText.Of(pair.Items[0]), pair.Items[1].ToCss()))],
        _ => null,
    };

    // Between literals, a slash that is handed on is a division.
    private Given Of(SassExpression expression) =>
        new(expression is BinaryOperation { Operator: "/" } ? $"({Slice(expression)})" : Slice(expression), expression);

    // What is joined with a comma already stays as it is written.
    private string Joined(Given given) =>
        !given.IsRest ? given.Text
        : given.Expression is Parenthesized { Inner: ListLiteral list } ? string.Join(", ", list.Items.Select(Slice))
        : Evaluate(given) switch
        {
            null => $"join((), {given.Text}, comma)",
            SassList { Separator: not ListSeparator.Comma } known => string.Join(", ", known.Items),
            _ => given.Text,
        };

    private string Unquoted(Given given) =>
        given is { IsRest: true, Expression: Parenthesized { Inner: ListLiteral list } } ? string.Join(", ", list.Items.Select(item => Unquoted(Of(item))))
        : Evaluate(given) switch
        {
            SassList known when given.IsRest && HasQuotes(known) => string.Join(", ", known.Items.Select(InsertedText.Of)),
            { } value when !given.IsRest && HasQuotes(value) => given.Expression is { } expression ? Plain(expression) : InsertedText.Of(value),
            null when given.Expression is QuotedString quoted => Plain(quoted),
            null when IsSass(given) => $"#{{{Joined(given)}}}",
            _ => Joined(given),
        };

    private static bool HasQuotes(SassValue value) => value is SassString { IsQuoted: true } || (value is SassList list && list.Items.Any(HasQuotes));

    private string Plain(SassExpression expression) => expression switch
    {
        QuotedString => Slice(expression)[1..^1],
        Identifier or NumberLiteral or ListLiteral { IsBracketed: false } when !expression.Contains(static part => part is VariableUse or QuotedString or FunctionCall or BinaryOperation) => Slice(expression),
        _ => $"#{{{Slice(expression)}}}",
    };

    private string Slice(SassExpression expression) => _call[expression.Start..expression.End];
}
