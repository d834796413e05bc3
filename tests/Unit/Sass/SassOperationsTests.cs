using Sbm.Core.Sass.Values;

namespace Sbm.Unit.Sass;

/// <summary>The operators. Every expectation is what Dart Sass 1.108 gives; null where it reports an error.</summary>
public class SassOperationsTests
{
    [Theory]
    [InlineData("1px", "+", "2px", "3px")]
    [InlineData("1", "+", "2px", "3px")]
    [InlineData("1px", "+", "2", "3px")]
    [InlineData("1in", "+", "48px", "1.5in")]
    [InlineData("10px", "-", "1pc", "-6px")]
    [InlineData("1em", "+", "1px", null)]
    [InlineData("1PX", "+", "1px", null)]
    [InlineData("2", "*", "3px", "6px")]
    [InlineData("50%", "*", "2", "100%")]
    [InlineData("2px", "*", "3px", null)]
    [InlineData("10px", "/", "4", "2.5px")]
    [InlineData("10px", "/", "4px", "2.5")]
    [InlineData("1in", "/", "48px", "2")]
    [InlineData("10", "/", "4px", null)]
    [InlineData("1px", "/", "2s", null)]
    [InlineData("1", "/", "0", null)]
    [InlineData("5px", "%", "3", "2px")]
    [InlineData("5", "%", "3px", "2px")]
    [InlineData("-5", "%", "3", "1")]
    [InlineData("5", "%", "-3", "-1")]
    [InlineData("6", "%", "-3", "0")]
    [InlineData("100mm", "%", "-2cm", "0mm")]
    [InlineData("5", "%", "0", null)]
    public void Numbers_ComputeInTheirUnits(string left, string op, string right, string? result) => Check(left, op, right, result);

    [Theory]
    [InlineData("1", "<", "2px", "true")]
    [InlineData("1in", ">", "95px", "true")]
    [InlineData("1in", "<", "96px", "false")]
    [InlineData("1in", "<=", "96px", "true")]
    [InlineData("0.3", ">=", "0.30000000000000004", "true")]
    [InlineData("1s", "<", "2px", null)]
    [InlineData("a", "<", "b", null)]
    public void Comparisons_ConvertUnits(string left, string op, string right, string? result) => Check(left, op, right, result);

    [Theory]
    [InlineData("\"a\"", "+", "b", "\"ab\"")]
    [InlineData("a", "+", "\"b\"", "ab")]
    [InlineData("1", "+", "\"b\"", "\"1b\"")]
    [InlineData("a", "+", "1.50px", "a1.5px")]
    [InlineData("red", "+", "\"a\"", "\"reda\"")]
    [InlineData("#FFF", "+", "a", "#FFFa")]
    [InlineData("#ff000080", "+", "a", "rgba(255, 0, 0, 0.5019607843)a")]
    [InlineData("null", "+", "\"a\"", "\"a\"")]
    [InlineData("null", "+", "null", "")]
    [InlineData("(1 2)", "+", "a", "1 2a")]
    [InlineData("a", "+", "(b, null, c)", "ab, c")]
    [InlineData("true", "+", "a", "truea")]
    [InlineData("()", "+", "a", null)]
    [InlineData("(a: 1)", "+", "a", null)]
    [InlineData("1", "+", "red", null)]
    [InlineData("red", "+", "blue", null)]
    [InlineData("calc(1px + 1%)", "+", "1", null)]
    [InlineData("1", "+", "calc(1px + 1%)", null)]
    [InlineData("\"a\"", "+", "calc(1px + 1%)", "\"acalc(1px + 1%)\"")]
    public void Plus_PutsTextTogether(string left, string op, string right, string? result) => Check(left, op, right, result);

    [Theory]
    [InlineData("a", "-", "b", "a-b")]
    [InlineData("\"a\"", "-", "\"b\"", "\"a\"-\"b\"")]
    [InlineData("1", "-", "a", "1-a")]
    [InlineData("a", "/", "b", "a/b")]
    [InlineData("1", "/", "red", "1/red")]
    [InlineData("red", "/", "1", null)]
    [InlineData("red", "-", "1", null)]
    [InlineData("a", "*", "2", null)]
    [InlineData("a", "%", "2", null)]
    [InlineData("calc(1px + 1%)", "-", "a", null)]
    public void MinusAndSlash_KeepTheOperator(string left, string op, string right, string? result) => Check(left, op, right, result);

    [Theory]
    [InlineData("1", "and", "a", "a")]
    [InlineData("null", "and", "a", "null")]
    [InlineData("0", "or", "a", "0")]
    [InlineData("false", "or", "a", "a")]
    public void AndAndOr_GiveAnOperand(string left, string op, string right, string result) => Check(left, op, right, result);

    [Theory]
    [InlineData("-", "5px", "-5px")]
    [InlineData("+", "5px", "5px")]
    [InlineData("-", "a", "-a")]
    [InlineData("+", "\"a\"", "+\"a\"")]
    [InlineData("/", "5px", "/5px")]
    [InlineData("-", "(1 2)", "-1 2")]
    [InlineData("-", "()", null)]
    [InlineData("-", "calc(1px + 1%)", null)]
    [InlineData("not", "null", "true")]
    [InlineData("not", "0", "false")]
    [InlineData("not", "\"\"", "false")]
    public void Prefix_SignsNumbersAndText(string op, string operand, string? result) =>
        Assert.Equal(result, SassOperations.Apply(op, SassLiteral.Read(operand))?.ToCss());

    private static void Check(string left, string op, string right, string? result) =>
        Assert.Equal(result, SassOperations.Apply(op, SassLiteral.Read(left), SassLiteral.Read(right))?.ToCss());
}
