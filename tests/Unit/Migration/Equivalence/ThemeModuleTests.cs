using Sbm.Core.Migration.Verification.Css;
using Sbm.Unit.Store;

namespace Sbm.Unit.Migration.Equivalence;

/// <summary>
/// <c>@use</c> and <c>@forward</c> of the theme's own files: what the compiler makes of the files as they are, it makes of the output.
/// </summary>
public sealed class ThemeModuleTests
{
    [SkippableTheory]
    [InlineData("@use \"settings\";\n@use \"tools\" as t;\n.a { color: settings.$brand; width: t.double(4px); @include t.pad(3px); }\n@@ _tools.scss\n@function double($n) { @return $n * 2; }\n@mixin pad($n) { padding: $n; }\n@@ _settings.scss\n$brand: #c00;")]
    [InlineData("@use \"lib\" with ($gap: 12px);\n.a { w: lib.$gap lib.$b; }\n@@ _lib.scss\n$b: 1px; @if variable-exists(gap) { $b: 2px; }\n$gap: 4px !default; .c { w: if(variable-exists(gap), $gap, 0); }")]
    [InlineData("@use \"lib\" with ($gap: 12px);\n.a { w: lib.$gap lib.f(); }\n@@ _lib.scss\n@forward \"inner\" show $gap; $gap: 4px !default;\n@function f() { @return $gap; }\n@@ _inner.scss\n$gap: 3px; @function never() { @if false { $gap: 9px !global; } @return $gap; } .i { w: $gap }")]
    [InlineData("@use \"one\"; @use \"two\";\n.a { w: one.$gap two.$gap; }\n@@ _one.scss\n$gap: 1px;\n@@ _two.scss\n.q { @if variable-exists(gap) { a: b } @else { c: d } @if function-exists(f) { e: f } } $gap: 2px; @function f() { @return 1; }")]
    [InlineData("@use \"lib\" as *;\n.a { w: call(get-function(\"double\"), 2px); @if mixin-exists(m) { @include m; } }\n@@ _lib.scss\n$gap: 1px; @function double($x) { @return $x * 2 + $gap; } @mixin m { @if not true { $gap: 9px !global; } .in { a: $gap } b: $gap }")]
    [InlineData("@import \"part\";\n.a { @extend %ph; b: c }\n@@ _part.scss\n@use \"inner\"; .own { @extend %ph; d: e }\n@@ _inner.scss\n%ph { color: red }")]
    [InlineData("@use \"lib\" with ($gap: 12px);\n.a { color: red; }\n@@ _lib.scss\n$gap: 4px !default;\n.lib { padding: $gap; }")]
    [InlineData("@use \"sass:meta\";\n@mixin m { a: b; }\n.w { @include meta.load-css(\"p\"); @include meta.apply(meta.get-mixin(\"m\")); }\n@@ _p.scss\n.p { q: r; }")]
    [InlineData("@use \"settings\" as *;\n@use \"tools\" as *;\n.a { color: $brand; width: double($gap); @include pad($gap, $n: 1px); @media (min-width: $gap) { b: c } .x-#{$gap} { d: e } }\n@@ _tools.scss\n@use \"settings\" as s;\n@function double($n) { @return $n * 2; }\n@mixin pad($gap, $n: s.$gap) { padding: $gap $n; }\n@@ _settings.scss\n$brand: #c00; $gap: 3px;")]
    [InlineData("@use \"a\"; @use \"b\"; @use \"b\" as bee;\n$x: 1px;\n.r { w: $x a.$x b.$x bee.$x; v: a.f(1px) b.f(1px); @include a.m; @include b.m; }\n.s { $x: 9px; w: $x a.$x b.$x; @include b.m }\n@@ _a.scss\n$x: 2px; $-p: 20px; $q: $x * 2;\n@function f($x) { @return $x + $-p; }\n@mixin m { a: $x $q f(1px) }\n.a { w: $x; $x: 5px; v: $x; &-#{$q} { t: u } }\n@@ b.scss\n@use \"a\";\n$x: 3px; $_p: 30px;\n@function f($y: $x, $x: 4px) { @return $x + $_p + a.$x; }\n@mixin m($x: $x) { b: $x f() f($x: 1px) }\n.b { w: $x; @each $x in 1 2 { v-#{$x}: $x } @include m; @include m(7px); @include m($x: 8px) }")]
    [InlineData("@use \"lib\" with ($btn-size: 9px, $color: blue);\n@use \"lib/theme\" as th;\n.a { w: lib.$btn-size; c: lib.$color; @include lib.btn-box; v: lib.vis(); u: th.$t }\n@@ lib/_index.scss\n@forward \"button\" as btn-*;\n@forward \"color\" hide secret, $hidden;\n@forward \"more\" show vis with ($k: 3px !default);\n@@ lib/_button.scss\n$size: 1px !default; $pad: $size * 2;\n@mixin box { s: $size $pad }\n.btn { p: $pad }\n@@ lib/_color.scss\n$color: red !default; $hidden: 1; @function secret() { @return 1 }\n.color { c: $color }\n@@ lib/more.scss\n$k: 1px !default;\n@function vis() { @return $k } @function invis() { @return 0 }\n@@ lib/theme.scss\n@use \"color\" as *;\n$t: $color;")]
    [InlineData("$btn-size: 7px;\n@import \"lib\";\n.a { w: $btn-size; @include btn-box; }\n@@ _lib.scss\n@forward \"button\" as btn-*;\n@@ _button.scss\n$size: 1px !default;\n@mixin box { s: $size }\n.btn { p: $size }")]
    [InlineData("@import \"box\"; @import \"mid\";\n@include box;\n@@ _box.scss\n@mixin box { .b { w: $d; } }\n@@ _mid.scss\n@forward \"up\";\n@@ _up.scss\n$d: 3px;")]
    [InlineData("@forward \"lib\";\n.a { b: translate(1px); }\n@@ _lib.scss\n@function translate($x) { @return $x; }")]
    [InlineData("@import \"lib\";\n.a { w: $size; }\n@@ lib.scss\n$size: 3px;\n@@ lib/index.import.scss\n$size: 4px;")]
    [InlineData("@use \"sass:meta\"; @use \"other\";\n.a { w: meta.type-of(meta.module-mixins(\"other\")); }\n@@ _other.scss\n// nothing")]
    [InlineData("@import \"lib\";\n.a { w: $lib-size; }\n@@ _lib.scss\n$size: 3px;\n@@ _lib.import.scss\n@forward \"lib\" as lib-*;")]
    [InlineData("@use \"a\"; @use \"b\";\n.r { s: t }\n@@ _a.scss\n@use \"base\"; .a { w: base.$n }\n@@ _b.scss\n@use \"base\"; .b { w: base.$n }\n@@ _base.scss\n$n: 1px; .base { x: y }")]
    [InlineData("@use \"s\"; @use \"t\";\ns.$n: 5px;\n.a { w: s.$n; @include t.show; }\n.b { s.$n: 6px; w: s.$n; }\n.c { w: s.$n }\n@@ _s.scss\n$n: 1px;\n@@ _t.scss\n@use \"s\"; @mixin show { n: s.$n }")]
    [InlineData("@use 'sass:math' as m; @use \"sass:color\" as *; @use \"sass:map\"; @use \"sass:string\" as str;\n$c: #336699; $mm: (a: 1px);\n.a { w: map.get($mm, a); x: m.div(10px, 4); y: adjust($c, $lightness: 10%); z: m.$pi; t: scale($c, $lightness: 10%); u: str.length(\"abc\"); v: \"#{m.max(1px, 2px)}\" }\n/* #{m.div(6, 2)} */")]
    [InlineData("@use \"tools\";\n.a { w: tools.div(6px, 2); v: tools.$pi }\n@@ _tools.scss\n@forward \"sass:math\";")]
    [InlineData("@use \"sass:meta\"; @use \"lib\" as l;\n.a { w: meta.call(meta.get-function(\"double\", $module: \"l\"), 2px); @include meta.apply(meta.get-mixin(\"mx\", \"l\"), 3px);\n v: meta.function-exists(\"double\", \"l\") function-exists(\"double\") meta.mixin-exists(\"none\", \"l\") meta.global-variable-exists(\"k\", $module: \"l\");\n @each $n, $x in meta.module-variables(\"l\") { x-#{$n}: $x } u: meta.inspect(map-keys(meta.module-functions(\"l\"))) }\n@@ _lib.scss\n$k: 1px; $_h: 2px;\n@function double($n) { @return $n * 2; }\n@mixin mx($n) { mx: $n }")]
    [InlineData("@use /* a */ \"lib\" /* b */ as /* c */ l // d\n  with ( /* e */ $gap : /* f */ 2px /* g, h */, // i\n  $tone: red );\n@use \"sass:math\" /* x */ as /* y */ m;\n.a { w: l.$gap; v: m.div(4px, 2) }\n@@ _lib.scss\n$gap: 1px !default; $tone: blue !default;\n.l { c: $tone }")]
    [InlineData("@use \"plain\"; @use \"more.css\";\n.r { s: t }\n@@ plain.css\n.p { q: r }\n@@ more.css\n.m { n: o }")]
    [InlineData("@use \"sass:math\"; @use \"conf\"; \n@use \"lib\" with ($gap: conf.$base * 2, $list: (1px, 2px), $map: (a: conf.$base));\n.r { s: lib.$gap }\n@@ _conf.scss\n$base: 4px;\n@@ _lib.scss\n$gap: 1px !default; $list: () !default; $map: () !default;\n.l { a: $gap; b: nth($list, 2); c: map-get($map, a); }")]
    [InlineData("@use \"settings\" as s;\n.a { w: s.$gap }\n@@ lvdp.scss\n@use \"settings\" as s; @use \"tools\";\n.v { w: s.$gap; @include tools.m }\n@@ _settings.scss\n$gap: 2px;\n@@ _tools.scss\n@use \"settings\" as *;\n@mixin m { t: $gap }")]
    [InlineData("@use \"lib\";\n.r { @extend .l; s: t } .q { @extend %ph }\n@@ _lib.scss\n.l { a: b } %ph { c: d }")]
    [InlineData("@import \"part\";\n.r { w: $w; v: f(1px) }\n@@ _part.scss\n@use \"settings\" as s;\n@use \"sass:math\" as mm;\n$w: s.$gap; @function f($n) { @return mm.div($n * s.$gap, s.$gap); }\n.p { w: s.$gap }\n@@ _settings.scss\n$gap: 2px;")]
    [InlineData("$a: 1px;\n@use \"lib\" with ($x: $a);\n.r { $x: 3px; w: lib.$x; @each $x in 1 2 { y-#{$x}: lib.$x; } }\n@mixin m($x: lib.$x) { w: $x }\n.t { @include m; @include m(9px) }\n@function g($x) { @return $x + lib.$x; } .u { w: g(1px) }\n@@ _lib.scss\n$x: 0 !default;")]
    [InlineData("@use \"sass:meta\" as m; .a { @include m.load-css(\"part\", $with: (gap: 4px, \"tone\": red)); } .b { @include m.load-css($url: \"plain\"); } @media print { @include m.load-css(\"plain\"); } @include m.load-css(\"plain\");\n@@ _part.scss\n@use \"sass:math\"; $gap: 1px !default; $tone: blue !default; $own: $gap * 2; @mixin b { m: $own } .p { w: $gap; c: $tone; @include b; v: math.div($gap, 2); &:hover { x: y } }\n@@ plain.scss\n.q { r: s; }")]
    [InlineData("@use \"m\" with ($a: 2px);\n@@ _m.scss\n@use \"l\" as *;\n$a: 3px !default;\n.x { y: $a }\n@@ _l.scss\n$a: 1px;")]
    [InlineData("@use \"other\" as *; a { $member: new !global; b: get-member(); } c { b: $member }\n@@ other.scss\n$member: value; @function get-member() { @return $member }")]
    [InlineData("@use \"sass:meta\"; @use \"sass:math\" as a; @use \"mid\" as *; b { c: meta.function-exists(\"div\", \"a\"); d: meta.call(meta.get-function(\"div\", $module: \"a\"), 4px, 2) meta.call(meta.get-function(\"c-d\")) }\n@@ mid.scss\n@forward \"up\" as c-*;\n@@ up.scss\n@function d() { @return e }")]
    [InlineData("@use \"a\"; @use \"b\"; .r { @include b.m } .s { width: 1px }\n@@ _a.scss\n$-x: 1px; .a { w: $-x }\n@@ _b.scss\n$-x: 2px; @mixin m { @each $n in 1 2 { $-x: $-x + $n; .l-#{$n} { w: $-x } } h: $-x }")]
    [InlineData("@use \"sass:meta\"; @use \"base\"; .r { @include meta.load-css(\"top\") } @include meta.load-css(\"top\"); @include meta.load-css(\"other\");\n@@ _base.scss\n.base { a: b }\n@@ _top.scss\n@use \"base\"; @use \"more\"; .top { c: d }\n@@ _more.scss\n.more { e: f }\n@@ _other.scss\n@use \"base\"; .other { g: h }")]
    [InlineData("@use \"a\" with ($gap: 9px); @use \"b\"; .r { w: a.$gap b.$gap } a.$gap: 7px; .s { w: a.$gap b.$gap } .t { @include b.m }\n@@ _a.scss\n@forward \"b\"; $gap: 1px !default; .a { w: $gap }\n@@ _b.scss\n$gap: 2px !default; .b { w: $gap } @mixin m { m: $gap }")]
    [InlineData("@use \"sass:meta\"; $gap: 12px; .r { @include meta.load-css(\"lib\"); @for $i from 1 through 2 { $gap: $gap + 1px; w: $gap; } }\n@@ _lib.scss\n.q { @if variable-exists(gap) { a: b } @else { c: d } }")]
    public async Task ModuleOfTheTheme_IsBroughtInByItsMeaning(string theme)
    {
        var sass = await SassProcess.GetAsync();
        using var folder = ThemeFolder.Of(theme);
        using var outputs = new TemporaryFolder();

        var trial = MigrationTrial.Run(folder.Path, outputs["once"]);

        Assert.Equal([], trial.Result.Unconverted.Select(static left => left.Message));
        var source = Path.Combine(folder.Path, "css", "style.scss");
        var common = CommonThemeStandIn.Compile(sass.Compile);
        var comparison = new CssComparison(common.ValueOf, common);
        Assert.Null(comparison.Difference(sass.CompileLegacy(File.ReadAllText(source), source), sass.Compile(trial.Texts["sb-inside.scss"])));
        Assert.Equal(trial.Texts["sb-inside.scss"], MigrationTrial.Run(trial.AsTheme(outputs["theme"]), outputs["again"]).Texts["sb-inside.scss"]);
    }

    [Fact]
    public void WhatIsOfAModuleThatIsNotInTheTheme_BecomesACommentAndIsReported()
    {
        var output = LegacyTheme.Convert(
            "@use \"vendor/lib\"; @use \"vendor/math\"; @use \"none\" as *; .a { b: lib.$x; c: 1px; d: math.div(4px, 2); @include lib.m; e: lib.f(1) } .b-#{lib.f()} { c: d } @media (min-width: lib.$w) { .c { d: e } }",
            out var result);

        Assert.Equal(6, result.Unconverted.Count);
        Assert.DoesNotContain("@use", output, StringComparison.Ordinal);
        Assert.Contains("// b: lib.$x; c: 1px;", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@use 'lib' with ($nope: 1px); .a { b: c; }", "css/_lib.scss has no variable $nope with !default")]
    [InlineData("@use 'sass:meta'; @use 'asks'; .a { @include meta.load-css('asks'); }", "the module's rules stand here with what its variables are by then, not what they were when it was loaded")]
    [InlineData("@use 'lib'; @use 'lib' as l with ($gap: 1px); .a { b: c; }", "css/_lib.scss is loaded already, so that nothing can be set in it")]
    [InlineData("@use 'one'; .l { b: c; }", "in its module, this extends nothing of other files")]
    [InlineData("@import 'uses';", "an import leads to this '@extend' of another module, and the old Sass extended there only what stands alone")]
    [InlineData("@use 'ring'; .a { b: c; }", "css/_ring.scss uses itself")]
    [InlineData("@use 'sass:meta'; .a { @include meta.load-css('up'); }", "in css/_up.scss, '&' and @at-root would mean something else here")]
    public void WhatSassWouldRefuse_IsReported(string style, string message)
    {
        using var theme = new LegacyTheme
        {
            ["css/style.scss"] = style,
            ["css/_lib.scss"] = "$gap: 2px !default;",
            ["css/_one.scss"] = ".l { a: b; } .x { @extend .l; }",
            ["css/_uses.scss"] = "@use 'extends';",
            ["css/_extends.scss"] = "@use 'base'; .y { @extend %a; } .z { @extend %b; }",
            ["css/_base.scss"] = "%a { c: d; } %b.e { f: g; }",
            ["css/_ring.scss"] = "@use 'ring';",
            ["css/_asks.scss"] = ".q { @if variable-exists(late) { a: b; } } $late: 1px;",
            ["css/_up.scss"] = ".q { .t & { u: v; } }",
        };

        Assert.Equal(message, Assert.Single(theme.Migrate().Unconverted).Message);
    }
}
