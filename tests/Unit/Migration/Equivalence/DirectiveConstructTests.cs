namespace Sbm.Unit.Migration.Equivalence;

/// <summary>Directives in every form, variables that are asked for, code that never runs, and comments wherever Sass allows them.</summary>
public sealed class DirectiveConstructTests
{
    [SkippableTheory]
    [InlineData("$version: 1.2; $l: 1px 2px; /*! Theme v#{$version} */ .a { color: red; /* #{$l} #{1 + 1}#{$version} */ } @mixin m($n) { /* #{$n} */ b: $n; } .c { @include m(2); d: e /* #{$version} */; }")]
    [InlineData("$a: 2px; .b { color: /* red */ $a; c: $a /* mid */ $a; d: max($a /* a */, /* b */ 1px); }")]
    [InlineData("$m: (a: 1px, // one, two\n b: /* x */ 2px, /* c, d */ c: 3px); .b { c: map-get($m, /* key */ b); }")]
    [InlineData("$a: 2px; @mixin m(/* $q */ $x: /* d */ 1px /* e */, // $z\n $y: $a) { w: $x $y; } .b { @include /* i */ m /* j */ (/* 1 */ 3px, // two\n $y: /* y */ $a); }")]
    [InlineData("$v /* n */ : 3px /* def */ !default /* g */; .b, /* .x, .y */ .c, // .z\n.d { e /* p */ : $v; &:hover /* h */ { g: h } }")]
    [InlineData("$a: 1px; @media /* c */ (min-width: /* d */ $a) { .b { c: $a } } .d { @if /* c */ $a { e: f } @else /* g */ if /* h */ $a { i: j } }")]
    [InlineData(".a { font: /* $d { */ { size: 1px } }")]
    public Task Comment_AnywhereSassAllowsIt_MeansTheSame(string theme) => Construct.ConvertsAsync(theme);

    [SkippableTheory]
    [InlineData("$a: 10px; $b: 20px; @each $v in\n  $a,\n  $b { .m-#{$v} { margin: $v; } }")]
    [InlineData("$a: 10px; @each $k,\n  $v\n  in (x: $a, y: 2px) { .n-#{$k} { margin: $v; } } @each $p in($a 1px) { .p { q: $p } }")]
    [InlineData("$n: 2; @for $i\n from 1\n through $n { .i-#{$i} { w: $i } } @for $i from $n to 0 { .j-#{$i} { w: $i } } @for $inner from 1 through $n{ .k-#{$inner} { w: $inner } }")]
    [InlineData("$t: two; .x { @if $t == one { a: b } @elseif $t == two { c: d } @else { e: f } } .y { @if $t == one { a: b }\n // c\n @else\n if $t == two\n { c: d } /* e */ @else { f: g } }")]
    [InlineData("$a: 5px; .z { @if not $a { a: b } @else if not ($a == 1px) and $a > 2px { c: d } } @function f($x) { @if $x > $a { @return $x } @else { @return /* r */ $a } } .w { a: f(1px) f(9px) }")]
    [InlineData(@"@mixi\6e  m { a: b; @\63ontent; } .x { @includ\65  m { c: d; @inc\6cude flexbox; } @\69 f 1 > 2 { e: f; } @\65lse { g: h; } @exten\64  .y; } .y { i: j; }")]
    public Task Directive_InEveryForm_MeansTheSame(string theme) => Construct.ConvertsAsync(theme);

    [SkippableTheory]
    [InlineData("$i: 3; $sum: 0; .a { @while $i > 0 { .b-#{$i} { w: $i; } $i: $i - 1; } } .c { @each $x in 1 2 3 { $sum: $sum + $x; .d-#{$x} { w: $sum; } } }")]
    [InlineData("$t: 0; $n: 2; @mixin m { @for $k from 1 through 3 { $t: $t + $k; .t-#{$k} { w: $t; } } } .a { @include m; } @function f() { @for $k from 1 through 3 { $n: $n * 2; } @return $n; } .b { w: f(); }")]
    [InlineData("$list: (); .c { @for $k from 1 through 2 { $list: append($list, $k); @if $k == 2 { l: $list; } } l: length($list); }")]
    [InlineData("$n: 9; .d { $n: 5; @while $n > 3 { .x#{$n} { a: b } $n: $n - 1 } } .e { w: $n } @media print { @each $q in a b { $n: $n + 1; .q-#{$q} { w: $n } } }")]
    [InlineData("$n: 3; @mixin m { .q { w: $n } @each $x in 1 2 { $n: $n + $x; .r-#{$x} { w: $n } } x: y; } .a { @include m; @include m; }")]
    public Task LoopThatCountsInARule_MeansTheSame(string theme) => Construct.ConvertsAsync(theme);

    [SkippableTheory]
    [InlineData("$box: true !default; @if variable-exists(box) { .r { a: b; } } @if variable-exists(old-gap) { $gap: $old-gap; } $gap: 5px !default; .z { margin: $gap; }")]
    [InlineData(".early { a: if(variable-exists(\"late\"), 1, 2); } $late: 3px; .b { a: if(variable_exists(late), $late, 2); @if not variable-exists('none') { c: d } e: if(global-variable-exists(\"late\"), 1px, 2px) }")]
    [InlineData(".l { $x: 1; @if variable-exists(x) { e: f } @if global-variable-exists(x) { g: h } @else { i: j } }")]
    [InlineData("@mixin m($p: null) { @if variable-exists(p) { k: l } @if variable-exists(soon) { m: $soon } n: o } .a { @include m; } $soon: 9px; .b { @include m; }")]
    [InlineData("$late: 1px; $w: if(variable-exists(late), $late, 7px); $u: if(variable-exists(none), $none, 8px); .w { w: $w; u: $u; v: if(variable-exists(none) and $none, 1, 2) }")]
    [InlineData("@use \"sass:meta\"; $a: 1px; .x { @if meta.variable-exists(\"a\") { b: $a } @if not meta.global-variable-exists(\"z\") { c: d } } @if meta.function-exists(\"f\") { .f { g: h } } @function f() { @return 1; }")]
    [InlineData("@mixin m { @if global-variable-exists($name: late) { w: $late } @else { w: 7px } } .a { @include m } $late: 70px; .b { @include m }")]
    [InlineData("@if mixin-exists(flexbox) { .a { @include flexbox; } } @else { .a { b: c } } .d { w: if(function-exists(\"em\") and not function-exists(tint), em(20), 1px); @if mixin-exists('border_radius') == mixin-exists(none) { e: f } }")]
    public Task VariableThatIsAskedFor_MeansTheSame(string theme) => Construct.ConvertsAsync(theme);

    [SkippableTheory]
    [InlineData("@if variable-exists(lib) { @include lib-setup($lib); .x { y: $lib * 2 } } @else { .n { o: p } }")]
    [InlineData("@mixin unused { a: $none * 2; @include nope; @media (min-width: $nobp) { b: c } } @function unused() { @return $none + nope(); } .a { b: c }")]
    [InlineData("$debug: false; .a { b: c; @if $debug { d: $nodebug + 1; @include debugmixin; } @else { e: f } }")]
    [InlineData("@if true { .a { b: c } } @else if $none { .d { e: $none + 1 } }")]
    [InlineData("$d: false; .a { b: c; @if $d { @extend .nope; } } @mixin unused { @extend .nope; }")]
    public Task CodeThatNeverRuns_StaysAsItIs(string theme) => Construct.ConvertsAsync(theme);

    [SkippableTheory]
    [InlineData("$dark: #111; @mixin box($dark: $dark) { color: $dark; } @function pick($a, $dark: $dark) { @return $dark; } .a { @include box; border-color: pick(1); }")]
    [InlineData("$w: 2px; $h: $w * 2; @mixin m($w: $w, $h: $w + $h, $z: $h) { a: $w $h $z; } .a { @include m; @include m(1px); @include m($h: 9px); }")]
    public Task DefaultOfTheSameName_MeansTheVariableOutside(string theme) => Construct.ConvertsAsync(theme);

    [SkippableTheory]
    [InlineData("$bp: 768px; $f: min-width; $m: screen; @media ($f: $bp) { .a { b: c } } @media #{$m} and ($f: $bp) , print and (#{$f}: #{$bp}) { .a { b: c } }")]
    [InlineData("$bp: 768px; @media ($bp <= width) and (width < $bp + 10px) { .a { b: c } } @media (100px < width <= $bp) { .a { b: c } }")]
    [InlineData("$p: display; $v: grid; @supports ($p: $v) { .a { b: c } } @supports not ((#{$p}: $v) and (--x: #{$v})) { .a { b: c } }")]
    [InlineData("$c: #801122; $o: 50; .a { filter: progid:DXImageTransform.Microsoft.gradient(startColorstr='#{$c}', endColorstr='#{$c}'); filter: alpha(opacity=$o); filter: alpha(opacity=#{$o}) }")]
    public Task FeaturesAndFilters_MeanTheSame(string theme) => Construct.ConvertsAsync(theme);

    [SkippableTheory]
    [InlineData("a:not(.btn) { color: red; } .x { @extend .btn; b: c; }")]
    [InlineData(":is(.m, .n) .o { p: q } li:nth-child(2n of .r) { s: t } a:has(> .h) { i: j } .z { @extend .n; } .w { @extend .r; } .v { @extend .h; }")]
    [InlineData(".emptied { } .q { @extend .emptied; h: i } .u { @extend .none !optional; d: e }")]
    public Task Extend_OfNamesInPseudoClasses_MeansTheSame(string theme) => Construct.ConvertsAsync(theme);

    [Fact]
    public void PropertyThatTheThemeDeclaresItself_GetsAnotherNameInAllOutputs()
    {
        using var theme = new LegacyTheme
        {
            ["css/style.scss"] = "$color: red; $other: 1px; :root { --color: blue; } .a { color: $color; b: $other; }",
            ["css/lvdp.scss"] = "$color: green; .b { color: $color; c: $primary; }",
        };

        var result = theme.Migrate();

        Assert.Equal(":root { --color: blue; } .a { color: var(--theme-color, red); b: var(--other, 1px); }", LegacyTheme.OneLine(theme["sb-inside.scss"]));
        Assert.Equal(".b { color: var(--theme-color, green); c: var(--primary); }", LegacyTheme.OneLine(theme["sb-vdp.scss"]));
        Assert.Contains("--theme-color", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }
}
