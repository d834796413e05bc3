using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;
using static Sbm.Core.Migration.Passes.LegacyColors;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Colours that only Sass can compute, with which other functions of colours go on. The Sass of legacy themes gave what <c>mix()</c> makes whole
/// channels, and remembered the hue of what became grey; the current one keeps fractions, and forgets it. So the output says which is meant. Not thread-safe.
/// </summary>
internal sealed class ColorChainPass
{
    /// <summary>What becomes of a colour.</summary>
    private enum Use
    {
        /// <summary>It is written to CSS, where fractions make no difference that is seen.</summary>
        Css,

        /// <summary>Its channels show: it is inserted into text, compared or looked up.</summary>
        Shown,

        /// <summary>Sass goes on with it.</summary>
        Kept,

        /// <summary>Its channels are made whole.</summary>
        Rounded,

        /// <summary>It is given its hue, and bounds.</summary>
        Bounded,
    }

    private readonly ColorFlow _flow;
    private readonly SortedDictionary<int, string> _before = [];
    private readonly SortedDictionary<int, int> _behind = []; // how many parentheses close there
    private readonly SortedDictionary<int, int> _gone = []; // how many characters
    private readonly HashSet<string> _used = [];

    private ColorChainPass(ColorFlow flow) => _flow = flow;

    internal static void Apply(List<ScssNode> nodes)
    {
        var given = nodes.Where(static node => node is ScssBlock block && SassDirective.Read(block.Prelude) is { Name: "function", Target: Whole or Hued or Transparent }).ToList(); // by an earlier migration
        var others = nodes.Except(given).ToList();
        if (ColorFlow.In(others) is not { } flow)
        {
            return;
        }

        var pass = new ColorChainPass(flow);
        pass.Convert(others);
        foreach (var name in pass._used.Where(name => !given.Exists(node => node is ScssBlock block && block.Prelude.Contains(name, StringComparison.Ordinal))).Order(StringComparer.Ordinal))
        {
            nodes.InsertRange(0, Define(name));
        }
    }

    private void Convert(List<ScssNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is ScssStatement statement)
            {
                statement.Text = Convert(statement, statement.Text);
            }
            else if (node is ScssBlock block)
            {
                block.Prelude = Convert(block, block.Prelude);
                Convert(block.Children);
            }
        }
    }

    private string Convert(ScssNode node, string text)
    {
        _before.Clear();
        _behind.Clear();
        _gone.Clear();
        foreach (var (_, expression, isCss) in StatementTexts.Expressions(node))
        {
            Visit(expression, isCss || !_flow.IsRead ? Use.Css : Use.Kept, isCss ? string.Empty : _flow.Restored);
        }

        foreach (var at in _before.Keys.Union(_behind.Keys).OrderDescending())
        {
            text = text.Remove(at, _gone.GetValueOrDefault(at)).Insert(at, new string(')', _behind.GetValueOrDefault(at)) + _before.GetValueOrDefault(at));
        }

        return text;
    }

    /// <param name="expression">What is looked at.</param>
    /// <param name="use">What becomes of it.</param>
    /// <param name="restored">What losses would show in what Sass goes on to make of it.</param>
    /// <param name="needsHue">Whether the function that it is given to must know its hue.</param>
    private void Visit(SassExpression expression, Use use, string restored, bool needsHue = false)
    {
        var call = expression as FunctionCall;
        var isOwn = call is { Module: null } && (call.Name is Whole or Hued || !_flow.IsFunction(call.Name));
        var models = call is null || !isOwn ? null : ColorModels.Of(call);
        if (needsHue && !(models is { Model: ColorModel.Hsl } || (isOwn && (call!.Name == Hued || ColorModels.IsHsl(call)))))
        {
            Wrap(expression, Hued);
        }

        if (use == Use.Shown && (expression is VariableUse ? _flow.MayBeComputed(expression) : isOwn && ColorModels.IsHsl(call!)))
        {
            Wrap(expression, Whole);
        }

        switch (models)
        {
            case { Model: ColorModel.Hsl } model:
                if (use == Use.Shown)
                {
                    Wrap(expression, Whole);
                }

                restored = use == Use.Kept ? restored : string.Empty;
                if (model.IsUnbounded && use != Use.Bounded)
                {
                    Wrap(expression, Hued);
                }

                VisitArguments(call!, Use.Kept, restored + model.Restores, needsHue || model.IsUnbounded || model.Loses.Any(restored.Contains));
                break;
            case { Model: ColorModel.Rgb }:
                if (use is Use.Kept or Use.Shown)
                {
                    Wrap(expression, Whole);
                }

                foreach (var color in ColorModels.ColorsOf(call!).Where(color => _flow.MayBeComputed(color) && color is not FunctionCall { Name: Whole }))
                {
                    Wrap(color, Whole);
                }

                VisitArguments(call!, Use.Rounded, string.Empty, needsHue: false);
                break;
            case { Model: ColorModel.Alpha }:
                if (call is { Module: null, Name: "rgba" or "rgb" } && (needsHue || restored.Length > 0) && ColorModels.ColorsOf(call).Any(_flow.MayBeComputed))
                {
                    Rename(call, Transparent);
                }

                VisitArguments(call!, use, restored, needsHue: false);
                break;
            default:
                var inner = expression switch
                {
                    FunctionCall { Name: Whole } when isOwn => Use.Rounded,
                    FunctionCall { Name: Hued } when isOwn => Use.Bounded,
                    FunctionCall { Module: null, Name: "if" } or ListLiteral or MapLiteral or Parenthesized => use,
                    FunctionCall { Module: null } when isOwn && !SassFunctions.IsBuiltIn(call!.Name) => use,
                    FunctionCall or BinaryOperation or UnaryOperation => Use.Kept,
                    Interpolation => Use.Shown,
                    _ => use,
                };
                var shown = ColorModels.ShownTo(expression).ToHashSet();
                foreach (var child in expression.Children)
                {
                    var look = shown.Contains(child) ? Use.Shown : inner;
                    Visit(child, look, ColorModels.RestoredBy(expression) + (look == Use.Kept ? _flow.Restored : restored));
                }

                break;
        }
    }

    private void VisitArguments(FunctionCall call, Use use, string restored, bool needsHue)
    {
        var colors = ColorModels.ColorsOf(call).ToHashSet();
        foreach (var argument in call.Children)
        {
            if (colors.Contains(argument))
            {
                Visit(argument, use, restored, needsHue);
            }
            else
            {
                Visit(argument, Use.Kept, string.Empty);
            }
        }
    }

    private void Rename(FunctionCall call, string function)
    {
        _used.Add(function);
        _gone[call.Start] = call.Name.Length;
        _before[call.Start] = _before.GetValueOrDefault(call.Start) + function;
    }

    private void Wrap(SassExpression expression, string function)
    {
        _used.Add(function);
        _before[expression.Start] = _before.GetValueOrDefault(expression.Start) + function + "(";
        _behind[expression.End] = _behind.GetValueOrDefault(expression.End) + 1;
    }
}
