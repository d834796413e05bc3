using Sbm.Core.Sass.Expressions;

namespace Sbm.Unit.Sass;

public sealed class SassExpressionReaderTests
{
    [Theory]
    [InlineData("1 -2", "[1 -2]")]
    [InlineData("1-2", "(1 - 2)")]
    [InlineData("1 - 2", "(1 - 2)")]
    [InlineData("$a -$b", "($a - $b)")]
    [InlineData("$a-b", "$a-b")]
    [InlineData("a-$b", "[a- $b]")]
    [InlineData("1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)")]
    [InlineData("$a == 1 and not $b or $c > 2", "((($a == 1) and (not $b)) or ($c > 2))")]
    [InlineData("1px solid red, 2px", "[[1px solid red], 2px]")]
    [InlineData("-$a / 2 auto", "[((- $a) / 2) auto]")]
    [InlineData("(a: 1, \"b\": (c: $d),)", "{a: 1, \"b\": {c: $d}}")]
    [InlineData("fn($a, $b: 1 2, $c...)", "fn($a, b: [1 2], $c...)")]
    [InlineData("math.div($a, 2)", "math.div($a, 2)")]
    [InlineData("url(a/b.png?x=1#y)", "url(a/b.png?x=1#y)")]
    [InlineData("url($a + \"b\")", "url(($a + \"b\"))")]
    [InlineData("progid:DXImageTransform.Microsoft.gradient(startColorstr='#80000000', x=1)", "progid:DXImageTransform.Microsoft.gradient(startColorstr='#80000000', x=1)")]
    [InlineData("#{$a}px 1 !important", "[#{$a}px 1 !important]")]
    [InlineData("10px /* a */ + // b\n 2", "(10px + 2)")]
    [InlineData("1e3px 1e-2 .5em 10%", "[1e3px 1e-2 .5em 10%]")]
    [InlineData("1px +2px", "(1px + 2px)")]
    [InlineData("[a b] (1px)", "[[a b] (1px)]")]
    public void Reads_AsSassDoes(string text, string expected) => Assert.Equal(expected, Show(text, SassExpressionReader.Read(text, 0, text.Length)!));

    [Theory]
    [InlineData("")]
    [InlineData("1 +")]
    [InlineData("(1")]
    [InlineData("\"a")]
    [InlineData("a; b")]
    [InlineData("#12")]
    [InlineData("fn(1")]
    public void WhatIsNoSassScript_IsNull(string text) => Assert.Null(SassExpressionReader.Read(text, 0, text.Length));

    [Theory]
    [InlineData("(")]
    [InlineData("- ")]
    [InlineData("f(")]
    [InlineData("1 + ")]
    [InlineData("not ")]
    [InlineData("#{")]
    [InlineData("(a: ")]
    public void DeepNesting_IsNullAndNoCrash(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 100_000)) + "1";

        Assert.Null(SassExpressionReader.Read(text, 0, text.Length));
    }

    // What binds to what, in brackets.
    private static string Show(string text, SassExpression expression) => expression switch
    {
        BinaryOperation binary => $"({Show(text, binary.Left)} {binary.Operator} {Show(text, binary.Right)})",
        UnaryOperation unary => $"({unary.Operator} {Show(text, unary.Operand)})",
        ListLiteral list => $"[{string.Join(list.HasCommas ? ", " : " ", list.Items.Select(item => Show(text, item)))}]",
        MapLiteral map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{Show(text, entry.Key)}: {Show(text, entry.Value)}"))}}}",
        FunctionCall call => $"{(call.Module is { } module ? module + "." : string.Empty)}{call.Name}({string.Join(", ", call.Arguments.Select(argument => Show(text, argument)))})",
        _ => text[expression.Start..expression.End],
    };

    private static string Show(string text, Argument argument) =>
        $"{(argument.Name is { } name ? name + ": " : string.Empty)}{Show(text, argument.Value)}{(argument.IsRest ? "..." : string.Empty)}";
}
