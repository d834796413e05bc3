using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Colours that only Sass can compute, with which other functions of colours go on. The Sass of legacy themes gave what <c>mix()</c> makes whole
/// channels, and remembered the hue of what became grey; the current one keeps fractions, and forgets it. So the output says which is meant. Not thread-safe.
/// </summary>
internal sealed class ColorChainPass
{
    private const string Whole = "legacy-rgb";
    private const string Hued = "legacy-hsl";

    private static readonly Dictionary<string, string> Functions = new()
    {
        [Whole] = $$"""
            @use "sass:color";
            // As the Sass of legacy themes: whole channels, half of one rounded up even where a hair is missing
            @function {{Whole}}($color) {
              @if type-of($color) == color {
                $whole: ();
                @each $channel in "red", "green", "blue" {
                  $whole: map-merge($whole, ($channel: round(color.channel($color, $channel, $space: rgb) + 1e-9)));
                }
                @return change-color(color.to-space($color, rgb), $whole...);
              }
              @return $color;
            }
            """,
        [Hued] = $$"""
            @use "sass:color";
            // As the Sass of legacy themes: a grey remembers its hue, and nothing is beyond 100%
            @function {{Hued}}($color) {
              @if type-of($color) == color {
                $color: color.to-space($color, hsl);
                @if max(saturation($color), lightness($color)) > 100% or min(saturation($color), lightness($color)) < 0% {
                  @return hsl(hue($color), min(100%, max(0%, saturation($color))), min(100%, max(0%, lightness($color))), alpha($color));
                }
              }
              @return $color;
            }
            """,
    };

    /// <summary>What becomes of a colour.</summary>
    private enum Use
    {
        /// <summary>It is written to CSS, where fractions make no difference that is seen.</summary>
        Css,

        /// <summary>It is inserted into text.</summary>
        Text,

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
    private readonly HashSet<string> _used = [];

    private ColorChainPass(ColorFlow flow) => _flow = flow;

    internal static void Apply(List<ScssNode> nodes)
    {
        var given = nodes.Where(static node => node is ScssBlock block && SassDirective.Read(block.Prelude) is { Name: "function", Target: Whole or Hued }).ToList(); // by an earlier migration
        var others = nodes.Except(given).ToList();
        if (ColorFlow.In(others) is not { } flow)
        {
            return;
        }

        var pass = new ColorChainPass(flow);
        pass.Convert(others);
        foreach (var name in pass._used.Where(name => !given.Exists(node => node is ScssBlock block && block.Prelude.Contains(name, StringComparison.Ordinal))).Order(StringComparer.Ordinal))
        {
            var function = ScssReader.Read(new ScssSource(name, Functions[name])).Children;
            function.OfType<ScssComment>().First().Leading = "\n\n";
            nodes.InsertRange(0, function);
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
        foreach (var (_, expression, isCss) in StatementTexts.Expressions(node))
        {
            Visit(expression, isCss || !_flow.IsRead ? Use.Css : Use.Kept, isCss ? string.Empty : _flow.Restored);
        }

        foreach (var at in _before.Keys.Union(_behind.Keys).OrderDescending())
        {
            text = text.Insert(at, new string(')', _behind.GetValueOrDefault(at)) + _before.GetValueOrDefault(at));
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

        switch (models)
        {
            case { Model: ColorModel.Hsl } model:
                if (use == Use.Text)
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
                if (use is Use.Kept or Use.Text)
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
                    Interpolation => Use.Text,
                    _ => use,
                };
                foreach (var child in expression.Children)
                {
                    Visit(child, inner, inner == Use.Kept ? _flow.Restored : restored);
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

    private void Wrap(SassExpression expression, string function)
    {
        _used.Add(function);
        _before[expression.Start] = _before.GetValueOrDefault(expression.Start) + function + "(";
        _behind[expression.End] = _behind.GetValueOrDefault(expression.End) + 1;
    }
}
