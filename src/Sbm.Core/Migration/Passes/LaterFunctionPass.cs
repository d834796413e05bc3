using System.Globalization;
using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Functions that the current Sass would compute stay the text that they were where that makes a difference: <c>#{lab}(…)</c> is handed on.
/// And hues lose units that the Sass of legacy themes did not look at, and what it computed otherwise is reported. Not thread-safe.
/// </summary>
internal sealed class LaterFunctionPass
{
    private enum Place
    {
        /// <summary>Its text reaches CSS.</summary>
        Css,

        /// <summary>Somebody asks what it is.</summary>
        Asked,

        /// <summary>What is computed with it would have been an error to the old Sass: the source means the current one.</summary>
        Computed,

        /// <summary>It is an operand of a calculation.</summary>
        Calculation,
    }

    private readonly ThemeDefinitions _definitions;
    private readonly MigrationLog _log;
    private readonly Place _passedOn; // what becomes of variables and arguments
    private readonly SortedDictionary<int, (int End, string Text)> _edits = [];

    private ScssNode? _node;

    private LaterFunctionPass(ThemeDefinitions definitions, MigrationLog log, bool asksForTypes) =>
        (_definitions, _log, _passedOn) = (definitions, log, asksForTypes ? Place.Asked : Place.Css);

    internal static void Apply(List<ScssNode> nodes, ThemeDefinitions definitions, MigrationLog log)
    {
        var all = StatementVariables.All(nodes).ToList();
        var asksForTypes = all.Exists(static node => node.Head is var text && (text.Contains("type-of", StringComparison.Ordinal) || text.Contains("inspect", StringComparison.Ordinal)));
        var pass = new LaterFunctionPass(definitions, log, asksForTypes);
        foreach (var node in all)
        {
            pass._node = node;
            if (node is ScssStatement statement)
            {
                statement.Text = pass.Convert(statement.Text, statement.IsCustomProperty);
            }
            else if (node is ScssBlock block)
            {
                block.Prelude = pass.Convert(block.Prelude, isRaw: block.IsRule);
            }
        }
    }

    private string Convert(string text, bool isRaw)
    {
        if (!text.Contains('(', StringComparison.Ordinal))
        {
            return text;
        }

        _edits.Clear();
        foreach (var (whole, expression, isCss) in StatementTexts.Expressions(text, SassDirective.Read(text), isRaw))
        {
            Visit(whole, expression, isCss || expression is Interpolation ? Place.Css : _passedOn);
        }

        foreach (var (start, (end, replacement)) in _edits.Reverse())
        {
            text = string.Concat(text.AsSpan(0, start), replacement, text.AsSpan(end));
        }

        return text;
    }

    private void Visit(string text, SassExpression expression, Place place)
    {
        if (LaterFunctions.IsOne(expression) && !_definitions.IsFunction(NameOf(expression)))
        {
            var meansItsText = LaterFunctions.MeansItsText(text, expression);
            place = LaterFunctions.WasRefused(text, expression) ? Place.Computed : place;
            if (place == Place.Asked || (place is Place.Css or Place.Calculation && !meansItsText))
            {
                if (!meansItsText)
                {
                    _log.Leave(_node!, $"Sass takes '{NameOf(expression)}' for a function of its own now: it stays the text that it was");
                }

                HandOn(text, expression, place);
                place = Place.Css;
            }
        }
        else
        {
            place = PlaceIn(expression, place);
        }

        if (expression is FunctionCall changed && ChangedFunctions.Find(text, changed) is { } change && !(changed.Module is null && _definitions.IsFunction(changed.Name)))
        {
            _log.Leave(_node!, change);
        }

        if (expression is MapLiteral map && map.Entries.Any(static entry => entry.Key.Contains(static part => part is FunctionCall { Module: "math", Name: "div", Arguments: [_, { Value: NumberLiteral { Value: 0 } }] })))
        {
            _log.Leave(_node!, "to the current Sass an infinite key is the same as another, to the old one it was not");
        }

        if (expression is FunctionCall { Module: "math", Name: not ("ceil" or "floor") } or Calculation { Name: "sign" })
        {
            expression.Children.OfType<NumberLiteral>().ToList().ForEach(number => Round(text, number));
        }

        if (expression is FunctionCall { Module: null or "color", NameParts.Count: 0, Name: "hsl" or "hsla" or "hwb" or "adjust-hue" or "adjust-color" or "change-color" or "adjust" or "change" } call
            && !call.Arguments.Any(static argument => argument.Name == "space" || LaterFunctions.IsOne(argument.Value)))
        {
            call.Children.ToList().ForEach(argument => UseDegrees(text, argument));
        }

        foreach (var child in expression.Children)
        {
            Visit(text, child, expression is Calculation && place != Place.Computed && !(child is Interpolation) ? Place.Calculation : place);
        }
    }

    private static string NameOf(SassExpression expression) => expression is Calculation calculation ? calculation.Name : ((FunctionCall)expression).Name;

    // "calc(1px * #{#{pow}(2px, 3)})": in a calculation Sass takes no name with interpolation.
    private void HandOn(string text, SassExpression call, Place place)
    {
        var open = text.IndexOf('(', call.Start);
        var isOperand = place == Place.Calculation;
        _edits[call.Start] = (open, $"{(isOperand ? "#{" : string.Empty)}#{{{text[call.Start..open]}}}");
        if (isOperand)
        {
            _edits[call.End - 1] = (call.End, ")}");
        }
    }

    private Place PlaceIn(SassExpression expression, Place place) => expression switch
    {
        FunctionCall { Module: null } call when _definitions.IsFunction(call.Name) => _passedOn,
        FunctionCall { Module: "color" or "math", Name: not "div" } => Place.Computed,
        FunctionCall { Module: not null } => Place.Asked,
        FunctionCall { Name: "if" } => place,
        FunctionCall call when SassFunctions.TakesNoText(call.Name) => Place.Computed,
        FunctionCall { NameParts.Count: 0 } call when SassFunctions.IsBuiltIn(call.Name) => Place.Asked,
        FunctionCall => Place.Css,
        BinaryOperation { Operator: "*" or "%" or "<" or "<=" or ">" or ">=" } => Place.Computed,
        BinaryOperation { Operator: not ("and" or "or") } or UnaryOperation { Operator: not "not" } => Place.Asked,
        Interpolation => Place.Css,
        _ => place,
    };

    // To the old Sass numbers that differ from the twelfth decimal on were the same one.
    private void Round(string text, NumberLiteral number)
    {
        const int Decimals = 11;
        var point = text.IndexOf('.', number.Start, number.End - number.Start);
        var end = number.End - number.Unit.Length;
        if (point >= 0 && end - point - 1 > Decimals && !text.AsSpan(number.Start, end - number.Start).ContainsAny('e', 'E'))
        {
            var same = Enumerable.Range(0, Decimals + 1).Select(decimals => Math.Round(number.Value, decimals)).First(value => Math.Abs(value - number.Value) < 1e-11);
            var rounded = same.ToString("0.###########", CultureInfo.InvariantCulture);
            _edits[number.Start] = (end, rounded == "0" && text[number.Start] == '-' ? "-0" : rounded);
        }
    }

    private void UseDegrees(string text, SassExpression argument)
    {
        switch (argument)
        {
            case NumberLiteral { Unit: "rad" or "grad" or "turn" } hue:
                _edits[hue.Start] = (hue.End, text[hue.Start..(hue.End - hue.Unit.Length)] + "deg");
                break;
            case ListLiteral or Parenthesized:
                argument.Children.ToList().ForEach(item => UseDegrees(text, item));
                break;
        }
    }
}
