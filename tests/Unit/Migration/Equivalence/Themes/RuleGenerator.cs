namespace Sbm.Unit.Migration.Equivalence.Themes;

/// <summary>Makes the content of rules, mixins and blocks: declarations, calls, nested rules, control directives, comments.</summary>
internal sealed class RuleGenerator(Dice dice, Names names, ValueGenerator values, ThemeWriter writer)
{
    private readonly IncludeGenerator _includes = new(dice, values);
    private readonly Stack<string> _parents = new();

    /// <summary>How many statements cannot be converted on purpose.</summary>
    internal int Unconvertible { get; private set; }

    /// <summary>A rule with its content.</summary>
    internal void Rule(int depth, bool canExtend = true)
    {
        var selector = Selector();
        _parents.Push(selector);
        writer.Block(selector, () => Content(depth, canExtend));
        _parents.Pop();
    }

    /// <summary>The content of a rule.</summary>
    /// <param name="depth">How deep it stands; at the deepest there are no more rules.</param>
    /// <param name="canExtend">Sass extends no rule from within an at-rule.</param>
    /// <param name="isShared">It stands in a definition: only what can be computed is used.</param>
    internal void Content(int depth, bool canExtend, bool isShared = false)
    {
        names.Open();
        for (var i = dice.Between(1, 4); i > 0; i--)
        {
            Statement(depth, canExtend, isShared);
        }

        names.Close();
    }

    private void Statement(int depth, bool canExtend, bool isShared)
    {
        var deep = depth >= 3;
        switch (dice.Between(0, 17))
        {
            case 0 or 1 or 2 or 3 or 4:
                writer.Line(Declaration(isShared) + dice.OneOf(string.Empty, string.Empty, string.Empty, " // why: it's {odd}", " /* why */"));
                break;
            case 5 or 6 or 7:
                writer.Line(_includes.Declarations(canExtend && !isShared));
                break;
            case 8 when !deep:
                Rule(depth + 1, canExtend);
                break;
            case 9 when !deep:
                writer.Block(_includes.WithBlock(), () => Content(depth + 1, canExtend: false, isShared));
                break;
            case 10 when !deep:
                writer.Block("@media " + MediaQuery(), () => Content(depth + 1, canExtend: false, isShared));
                break;
            case 11:
                Local();
                break;
            case 12 when !deep:
                Control(depth, isShared);
                break;
            case 13:
                Own(depth, isShared);
                break;
            case 14 when canExtend && !isShared && names.Placeholders.Count > 0:
                writer.Line($"@extend {dice.OneOf(names.Placeholders)};");
                break;
            case 15:
                NestedProperties();
                break;
            case 16:
                Comment();
                break;
            case 17 when dice.Chance(15) && !isShared:
                Unconvertible++;
                writer.Line(dice.OneOf(
                    "width: percentage($gutter-width / $container-width);",
                    "color: saturate($text-color, 10%);",
                    "color: mix($link-color, red, 20%);",
                    "background: url(\"../images/#{$text-color}.png\");",
                    "width: $container-width % 7;",
                    "@include breakpoint(\"min-width: 500px\") { color: red; }",
                    "@include flex-grow($n: 2);",
                    "@include relative;",
                    "@include list-padding(left, 2px);"));
                break;
            default:
                writer.Line(Declaration(isShared));
                break;
        }
    }

    internal string Declaration(bool isShared = false)
    {
        string Css(Kind kind) => isShared ? values.Known(kind) : values.Css(kind);
        return dice.Make(
            () => $"{dice.OneOf("color", "background-color", "border-color")}: {Css(Kind.Color)};",
            () => $"{dice.OneOf("width", "height", "top", "min-width")}: {Css(Kind.Length)};",
            () => $"margin: 0 {Grouped(Css(Kind.Length))} {dice.OneOf("auto", Grouped(Css(Kind.Length)))};",
            () => $"padding : {values.Known(Kind.Lengths)}{dice.OneOf(string.Empty, " !important")};",
            () => $"border: {dice.OneOf("1px", Grouped(Css(Kind.Length)))} solid {Css(Kind.Color)};",
            () => $"width: {Css(Kind.Percent)};",
            () => $"width: calc(100% - #{{{values.Known(Kind.Length)}}});",
            () => $"opacity: {Css(Kind.Number)};",
            () => $"transition: all {Grouped(Css(Kind.Time))} ease;",
            () => $"box-shadow: {Css(Kind.Shadow)}, 0 0 1px {Css(Kind.Color)};",
            () => $"background: linear-gradient(to right, {Css(Kind.Color)} 10%,\n    {Css(Kind.Color)});",
            () => $"transform: translate({Css(Kind.Length)}, {Css(Kind.Length)}) rotate({Css(Kind.Angle)});",
            () => $"content: {values.Known(Kind.Text)};",
            () => $"text-align: {values.Known(Kind.Word)};",
            () => $"margin-#{{{values.Operand(Kind.Word)}}}: {Css(Kind.Length)};",
            () => $"background: url({values.Operand(Kind.Image)}) no-repeat;",
            () => names.Of(Kind.Image) is { Count: > 0 } images ? $"background-image: url(\"#{{{dice.OneOf(images).Name}}}\");" : "background-image: none;",
            () => $"background: #fff {dice.OneOf("url(https://cdn.example/a//b.png?c;d)", "url(data:image/png;base64,AA==)", "url( '../images/my lake.jpg?v=1#x' )", "url(../../Common/images/a.svg)")};",
            () => $"--own-{dice.Between(1, 9)}: {dice.OneOf("$raw", "{ a: b; c: d }", "#{" + values.Known(Kind.Color) + "}", "1px  solid")};",
            () => $"color: var(--own-{dice.Between(1, 9)});",
            () => $"font-family: {dice.OneOf("$body-font", "$heading_font, serif", "\"Own\", sans-serif")};",
            () => $"font: #{{{values.Known(Kind.Length)}}}/1.5 serif;",
            () => $"filter: alpha(opacity=50);",
            () => $"z-index: {dice.Between(1, 9)} + {Operand(Kind.Number)};",
            () => $"margin: {Operand(Kind.Length)} /* both */ {Operand(Kind.Length)};",
            () => "*zoom: 1;",
            () => $"grid-template-areas: \"a b\" \"c d\";");

        string Operand(Kind kind) => values.Operand(kind);
    }

    internal string MediaQuery() => dice.Make(
        () => $"(min-width: {values.Known(Kind.Length)})",
        () => $"screen and (max-width: {values.Operand(Kind.Length)} - 1px)",
        () => $"screen and (min-width: 10px) and (max-width: #{{{values.Known(Kind.Length)}}})",
        () => $"#{{{values.Known(Kind.Query)}}}",
        () => "print");

    internal void Comment()
    {
        switch (dice.Between(0, 5))
        {
            case 0:
                writer.Line("// it's a note { with ( odd \" characters");
                break;
            case 1:
                writer.Line("/* note: .old { @include flexbox; } */");
                break;
            case 2:
                writer.Line("// .retired { @include flexbox;");
                writer.Line("//   color: $text-color; }");
                break;
            case 3:
                writer.Line("// ***********************");
                writer.Line("//   A TITLE");
                writer.Line("// ***********************");
                break;
            case 4:
                writer.Line("/* ========= title ========= */");
                break;
            default:
                writer.Line("/*\n   color: red;\n   $x: 1;\n*/");
                break;
        }
    }

    /// <summary>A declaration of a variable that is local to the block that is open.</summary>
    internal void Local()
    {
        var kind = dice.OneOf([Kind.Length, Kind.Color, Kind.Number, Kind.Word, Kind.Lengths]);
        var shadowed = names.Of(kind);
        var name = dice.Chance(25) && shadowed.Count > 0 ? dice.OneOf(shadowed).Name : "$" + names.Next("local-");
        writer.Line($"{name}: {values.Known(kind)};");
        names.Declare(new Variable(name, kind));
    }

    private bool HasParent => _parents.Count > 0;

    private bool CanHaveSuffix => HasParent && (char.IsLetterOrDigit(_parents.Peek()[^1]) || _parents.Peek()[^1] == '}') && !_parents.Peek().Contains(':', StringComparison.Ordinal);

    private string Selector() => dice.Make(
        () => "." + Word(),
        () => $".{Word()},\n.{Word()} > a",
        () => $"{dice.OneOf("ul", "h2", "a", "input[type=\"text\"]")} .{Word()}",
        () => $".{Word()}-#{{{values.Operand(Kind.Word)}}}",
        () => $".{Word()}:not(.header), .{Word()}::before",
        () => HasParent ? "&:hover" : "." + Word(),
        () => CanHaveSuffix ? "&-" + Word() : "#" + Word(),
        () => HasParent ? $".{Word()} &, & + &" : "." + Word(),
        () => HasParent ? $"> .{Word()}" : $".{Word()}.on",
        () => dice.OneOf("#header", ".site-footer", $".{Word()}, .nav-wrap", "nav a", $".menu-item, .{Word()}", ".banner"));

    private void Control(int depth, bool isShared)
    {
        switch (dice.Between(0, 3))
        {
            case 0:
                writer.Block($"@if {values.Condition()}", () => Content(depth + 1, canExtend: false, isShared));
                if (dice.Chance(40))
                {
                    writer.Block($"@else if {values.Condition()}", () => Content(depth + 1, canExtend: false, isShared));
                }

                if (dice.Chance(50))
                {
                    writer.Block("@else", () => Content(depth + 1, canExtend: false, isShared));
                }

                break;
            case 1:
                Loop(depth, isShared, $"@for $i from 1 through {dice.Between(2, 3)}", new Variable("$i", Kind.Number));
                break;
            case 2:
                var words = names.Of(Kind.Words);
                Loop(depth, isShared, $"@each $w in {(words.Count > 0 ? dice.OneOf(words).Name : "x, y")}", new Variable("$w", Kind.Word));
                break;
            default:
                var colors = names.Of(Kind.Colors);
                Loop(depth, isShared, $"@each $k, $c in {(colors.Count > 0 ? dice.OneOf(colors).Name : "(a: red)")}", new Variable("$k", Kind.Word), new Variable("$c", Kind.Color));
                break;
        }
    }

    private void Loop(int depth, bool isShared, string head, params Variable[] variables) => writer.Block(head, () =>
    {
        names.Open();
        foreach (var variable in variables)
        {
            names.Declare(variable);
        }

        _parents.Push(".item-#{}");
        writer.Block($".item-#{{{variables[0].Name}}}", () =>
        {
            writer.Line(variables[^1].Kind switch
            {
                Kind.Color => $"color: {dice.OneOf(variables[^1].Name, $"lighten({variables[^1].Name}, 5%)", $"rgba({variables[^1].Name}, .5)")};",
                Kind.Number => $"width: {dice.OneOf($"{variables[^1].Name} * 10px", $"100% / {variables[^1].Name}")};",
                _ => $"animation-name: {variables[^1].Name};",
            });
            Content(depth + 1, canExtend: false, isShared);
        });
        _parents.Pop();
        names.Close();
    });

    // One of the theme's mixins.
    private void Own(int depth, bool isShared)
    {
        var mixins = names.Mixins.Where(mixin => (mixin.IsShared || !names.IsInShared) && (!isShared || !mixin.HasContent)).ToList();
        if (mixins.Count == 0)
        {
            writer.Line(Declaration(isShared));
            return;
        }

        var mixin = dice.OneOf(mixins);
        var given = mixin.HasDefaults ? dice.Between(0, mixin.Parameters.Count) : mixin.Parameters.Count;
        var isNamed = dice.Chance(40);
        var arguments = mixin.Parameters.Take(given).Select(parameter => (isNamed ? parameter.Name + ": " : string.Empty) + values.Known(parameter.Kind));
        var call = $"@include {mixin.Name}{(given == 0 ? dice.OneOf(string.Empty, "()") : $"({string.Join(", ", isNamed ? arguments.Reverse() : arguments)})")}";
        if (mixin.HasContent)
        {
            writer.Block(call, () => Content(depth + 2, canExtend: false));
        }
        else
        {
            writer.Line(call + ";");
        }
    }

    private void NestedProperties() => writer.Block(dice.OneOf("font:", "border :", "margin:"), () =>
    {
        writer.Line($"left: {values.Css(Kind.Length)};");
        writer.Line($"{dice.OneOf("right", "size")}: {values.Known(Kind.Length)};");
    });

    private string Word() => dice.OneOf("card", "hero", "price", "vehicle", "filters", "map", "staff", "cta", "gallery", "badge", "navy", "promo") + dice.OneOf(string.Empty, "-x", "_y", "2");

    private static string Grouped(string expression) => expression.Contains(' ', StringComparison.Ordinal) || expression.StartsWith('-') ? $"({expression})" : expression;
}
