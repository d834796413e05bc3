using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>Style sheets in CSS that a theme imports: Sass evaluates nothing in them.</summary>
internal static class PlainCss
{
    internal static bool IsOne(string file) => file.EndsWith(".css", StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes text of the values that Sass would compute with.</summary>
    internal static void Keep(List<ScssNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node is ScssBlock block)
            {
                Keep(block.Children);
                KeepOrder(block);
            }
            else if (node is ScssStatement { IsAtRule: false, IsCustomProperty: false } statement
                && ScssDeclaration.Read(statement.Text) is { } declaration
                && !(SassExpressionReader.Read(statement.Text, declaration.ValueStart, declaration.ValueEnd) is { } expression && expression.End == declaration.ValueEnd && IsText(statement.Text, expression)))
            {
                var value = statement.Text[declaration.ValueStart..declaration.ValueEnd];
                statement.Text = $"{statement.Text[..declaration.ValueStart]}#{{{new SassString(value, IsQuoted: true).ToCss()}}}{statement.Text[declaration.ValueEnd..]}";
            }
        }
    }

    // Declarations behind nested rules stay behind them.
    private static void KeepOrder(ScssBlock block)
    {
        var first = block.Children.FindIndex(static child => child is ScssBlock);
        for (var i = first + 1; block.IsRule && first >= 0 && i < block.Children.Count; i++)
        {
            if (block.Children[i] is ScssStatement { IsAtRule: false } statement)
            {
                block.Children[i] = new ScssBlock { Leading = "\n", Source = statement.Source, Offset = statement.Offset, End = statement.End, Prelude = "&", Children = [statement] };
            }
        }
    }

    private static bool IsText(string text, SassExpression value) => value switch
    {
        NumberLiteral or HexLiteral or QuotedString { Parts.Count: 0 } or RawText { Parts.Count: 0 } => true,
        Identifier { Parts.Count: 0 } => text[value.Start..value.End] is not ("true" or "false" or "null"),
        BinaryOperation { Operator: "/", Left: NumberLiteral, Right: NumberLiteral } => true,
        FunctionCall { Module: null, NameParts.Count: 0 } call =>
            CssFunctions.IsKnown(call.Name) && (!SassFunctions.IsBuiltIn(call.Name) || call.Name is "rgb" or "rgba" or "hsl" or "hsla") && call.Children.All(argument => IsText(text, argument)),
        ListLiteral or Calculation or CalculationOperation or CalculationGroup => value.Children.All(part => IsText(text, part)),
        _ => false,
    };
}
