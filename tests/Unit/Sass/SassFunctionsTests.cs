using Sbm.Core.Sass.Values;

namespace Sbm.Unit.Sass;

/// <summary>All functions but those of colours. Every expectation is what Dart Sass 1.108 gives; null where it reports an error.</summary>
public class SassFunctionsTests
{
    [Theory]
    [InlineData("percentage(.25)", "25%")]
    [InlineData("percentage(50%)", null)]
    [InlineData("round(2.5px)", "3px")]
    [InlineData("round(-2.5)", "-3")]
    [InlineData("ceil(1.2px)", "2px")]
    [InlineData("floor(-1.2px)", "-2px")]
    [InlineData("abs(-1px)", "1px")]
    [InlineData("min(3px, 1in, 4)", "3px")]
    [InlineData("max(95px, 1in)", "1in")]
    [InlineData("max(1px, 2%)", null)]
    [InlineData("max()", null)]
    [InlineData("math.div(6px, 2px)", "3")]
    [InlineData("math.div(6, 2px)", null)]
    [InlineData("math.div(a, b)", "a/b")]
    [InlineData("unit(5px)", "\"px\"")]
    [InlineData("unitless(5)", "true")]
    [InlineData("math.is_unitless(5px)", "false")]
    [InlineData("comparable(1px, 1in)", "true")]
    [InlineData("comparable(1px, 1em)", "false")]
    public void Math(string call, string? css) => Check(call, css);

    [Theory]
    [InlineData("map-get((a: 1, b: 2), b)", "2")]
    [InlineData("map-get((a: 1, b: 2), \"b\")", "2")]
    [InlineData("map-get((a: 1), c)", "null")]
    [InlineData("map-get((), c)", "null")]
    [InlineData("map-get(a, c)", null)]
    [InlineData("map-has-key((a: 1), a)", "true")]
    [InlineData("map.has-key((a: 1), b)", "false")]
    [InlineData("map-keys((a: 1, b: 2))", "a, b")]
    [InlineData("map-values((a: 1))", "(1,)")]
    [InlineData("map-merge((a: 1, b: 2), (c: 4, a: 3))", "(a: 3, b: 2, c: 4)")]
    [InlineData("map-remove((a: 1, b: 2), a)", "(b: 2)")]
    public void Maps(string call, string? css) => Check(call, css);

    [Theory]
    [InlineData("length((a b c))", "3")]
    [InlineData("length(null)", "1")]
    [InlineData("length((a: 1, b: 2))", "2")]
    [InlineData("nth((a b c), -1)", "c")]
    [InlineData("nth((a: 1, b: 2), 1)", "a 1")]
    [InlineData("nth(a, 1)", "a")]
    [InlineData("nth(a, 0)", null)]
    [InlineData("nth((a b), 3)", null)]
    [InlineData("list.index((a b), \"b\")", "2")]
    [InlineData("index((a b), c)", "null")]
    [InlineData("join((), (a b))", "a b")]
    [InlineData("join((a, b), (c d))", "a, b, c, d")]
    [InlineData("join([a b], c)", "[a b c]")]
    [InlineData("join(a, b, comma)", "a, b")]
    [InlineData("join(a, b, $bracketed: true)", "[a b]")]
    [InlineData("append((a, b), c)", "a, b, c")]
    [InlineData("append(a, b, $separator: slash)", "a / b")]
    [InlineData("append(a, b, other)", null)]
    [InlineData("set-nth((a b), 1, c)", "c b")]
    [InlineData("list-separator((a, b))", "comma")]
    public void Lists(string call, string? css) => Check(call, css);

    [Theory]
    [InlineData("quote(a)", "\"a\"")]
    [InlineData("unquote(\"a\")", "a")]
    [InlineData("unquote(1)", null)]
    [InlineData("str-length(\"a😊b\")", "3")]
    [InlineData("to-upper-case(\"aé\")", "\"Aé\"")]
    [InlineData("string.to-lower-case(AB)", "ab")]
    [InlineData("str-index(\"a😊b\", b)", "3")]
    [InlineData("str-index(\"abc\", x)", "null")]
    [InlineData("str-slice(\"abc\", 2)", "\"bc\"")]
    [InlineData("str-slice(\"abc\", -2, -1)", "\"bc\"")]
    [InlineData("str-slice(\"abc\", 3, 2)", "\"\"")]
    [InlineData("str-insert(\"abc\", X, 2)", "\"aXbc\"")]
    [InlineData("str-insert(\"abc\", X, -1)", "\"abcX\"")]
    public void Strings(string call, string? css) => Check(call, css);

    [Theory]
    [InlineData("if(true, a, b)", "a")]
    [InlineData("if(null, a, b)", "b")]
    [InlineData("type-of(1px)", "number")]
    [InlineData("type-of(#fff)", "color")]
    [InlineData("type-of(true)", "bool")]
    [InlineData("type-of(())", "list")]
    [InlineData("type-of((a: 1))", "map")]
    [InlineData("type-of(a)", "string")]
    [InlineData("meta.type-of(null)", "null")]
    public void AnyValue(string call, string css) => Check(call, css);

    [Theory]
    [InlineData("map-get", true)]
    [InlineData("map_get", true)]
    [InlineData("rgba", true)]
    [InlineData("if", true)]
    [InlineData("random", true)]
    [InlineData("translate", false)]
    [InlineData("calc", false)]
    [InlineData("div", false)]
    [InlineData("var", false)]
    public void IsBuiltIn_KnowsWhatSassEvaluates(string name, bool isBuiltIn) => Assert.Equal(isBuiltIn, SassFunctions.IsBuiltIn(name));

    [Theory]
    [InlineData("fade_out", true)]
    [InlineData("rgba", true)]
    [InlineData("rgb", false)]
    [InlineData("invert", false)]
    public void IsColorFunction_KnowsThoseOfTheMigration(string name, bool isColor) =>
        Assert.Equal(isColor, SassFunctions.IsColorFunction(name));

    [Fact]
    public void Names_WithHyphenAndUnderscoreAreOne() =>
        Assert.Equal("true", SassLiteral.Call("map_has_key($map: (a: 1), $key: a)")?.ToCss());

    [Theory]
    [InlineData("unknown(1)")]
    [InlineData("color.lighten(red, 10%)")]
    [InlineData("math.unknown(1)")]
    public void UnknownFunctions_AreNotComputed(string call) => Check(call, null);

    private static void Check(string call, string? css) => Assert.Equal(css, SassLiteral.Call(call)?.ToCss());
}
