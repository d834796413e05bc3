using Sbm.Unit.Migration.Equivalence.Themes.Pieces;

namespace Sbm.Unit.Migration.Equivalence.Themes;

/// <summary>
/// Composes a legacy theme of everything that the specification names. The same seed makes the same theme; every theme compiles
/// with the common theme.
/// </summary>
internal sealed class ThemeGenerator
{
    private readonly Dice _dice;
    private readonly Names _names = new();
    private readonly ValueGenerator _values;
    private readonly Dictionary<string, string> _files = [];
    private ThemeWriter _writer;
    private RuleGenerator _rules;
    private readonly PieceContext _pieces;
    private int _unconvertible;

    private ThemeGenerator(int seed)
    {
        _dice = new Dice(seed);
        _values = new ValueGenerator(_dice, _names);
        _pieces = new PieceContext(_dice, _names, _values, _files);
        (_writer, _rules) = Begin();
    }

    /// <summary>A theme.</summary>
    internal static GeneratedTheme Generate(int seed)
    {
        var generator = new ThemeGenerator(seed);
        generator.MakeFiles();
        return new(generator._files, generator._unconvertible + generator._pieces.Unconvertible);
    }

    /// <summary>A theme of variables and pieces of one kind, so that a failure is near what it comes from.</summary>
    /// <param name="kind">One of <see cref="PieceKinds"/>.</param>
    internal static GeneratedTheme GeneratePieces(int seed, string kind)
    {
        var generator = new ThemeGenerator(seed);
        generator.MakeFile("style.scss", () =>
        {
            generator.Variables();
            for (var i = generator._dice.Between(2, 4); i > 0; i--)
            {
                generator.Piece(kind);
            }
        });
        return new(generator._files, generator._unconvertible + generator._pieces.Unconvertible);
    }

    private void MakeFiles()
    {
        MakeFile("_vars.scss", Variables);
        MakeFile("partials/_own.scss", Definitions);
        MakeFile("style.scss", () =>
        {
            if (_dice.Chance(20))
            {
                _writer.Line("@use \"sass:math\";");
                _names.HasMath = true;
            }

            _writer.Line(_dice.OneOf("@import 'vars', \"partials/own\";", "@import \"vars\";\n@import 'partials/own';", "@import \"../../Common/all\", \"vars\", url(//fonts.example/x.css), 'partials/_own.scss';"));
            Sheet();
        });
        if (_dice.Chance(40))
        {
            MakeFile(_dice.OneOf("inside.scss", "_support-requests.scss"), Sheet);
        }

        foreach (var file in new[] { "lvdp.scss", "lvrp.scss" }.Where(_ => _dice.Chance(50)))
        {
            _names.BeginOutput();
            MakeFile(file, Sheet);
        }
    }

    private void MakeFile(string name, Action content)
    {
        (_writer, _rules) = Begin();
        content();
        var text = (_dice.Chance(10) ? "\uFEFF@charset \"utf-8\";\n" : string.Empty) + _writer;
        _files[name] = _dice.Chance(10) ? text.ReplaceLineEndings("\r\n") : text;
        _unconvertible += _rules.Unconvertible;
    }

    private (ThemeWriter Writer, RuleGenerator Rules) Begin()
    {
        var writer = new ThemeWriter(_dice);
        return (writer, new RuleGenerator(_dice, _names, _values, writer));
    }

    private void Sheet()
    {
        for (var i = _dice.Between(6, 14); i > 0; i--)
        {
            TopLevel();
        }
    }

    private void TopLevel()
    {
        switch (_dice.Between(0, 15))
        {
            case 0:
                Variables();
                break;
            case 1:
                Definitions();
                break;
            case 2:
                Reassign();
                break;
            case 3:
                var placeholder = "%" + _names.Next("base-");
                _writer.Block(placeholder, () => _rules.Content(2, canExtend: false));
                _names.Placeholders.Add(placeholder);
                break;
            case 4:
                _writer.Block("@media " + _rules.MediaQuery(), () => _rules.Rule(1, canExtend: false));
                break;
            case 5:
                _writer.Block($"@supports (display: {_dice.OneOf("grid", "#{" + _values.Literal(Kind.Word) + "}")}) and (not (top: {(_names.Of(Kind.Length) is { Count: > 0 } lengths ? _dice.OneOf(lengths).Name : "1px")}))", () => _rules.Rule(1, canExtend: false));
                break;
            case 6:
                _writer.Block("@font-face", () =>
                {
                    _writer.Line("font-family: \"Own\";");
                    _writer.Line("src: url(//cdn.example/own.woff2) format('woff2'), url(data:font/woff;base64,AA==);");
                });
                break;
            case 7:
                _writer.Block(_dice.OneOf("@keyframes fade", "@include keyframes(slide)", "@include keyframes('spin')"), () =>
                {
                    _writer.Block("from", () => _writer.Line(_rules.Declaration()));
                    _writer.Block("50%, 60%", () => _writer.Line("@include opacity(.5);"));
                    _writer.Block("to", () => _writer.Line(_rules.Declaration()));
                });
                break;
            case 8:
                _rules.Comment();
                break;
            case 9:
                Piece(kind: null);
                break;
            default:
                _rules.Rule(0);
                break;
        }
    }

    private void Piece(string? kind)
    {
        foreach (var line in PieceKinds.Make(_pieces, kind).Split('\n'))
        {
            _writer.Line(line);
        }
    }

    private void Variables()
    {
        for (var i = _dice.Between(2, 6); i > 0; i--)
        {
            var kind = _dice.OneOf(Enum.GetValues<Kind>());
            var name = "$" + _names.Next(kind.ToString().ToLowerInvariant() + "-");
            var value = _dice.Chance(50) ? _values.Literal(kind) : _values.Known(kind);
            _writer.Line($"{name}{_dice.OneOf(":", " :", ":  ")}{value}{_dice.OneOf(string.Empty, string.Empty, " !default")};");
            _names.Declare(new Variable(name, kind));
        }

        if (_files.Count == 0 && _dice.Chance(25))
        {
            _writer.Line(_dice.OneOf("$text-color: #222;", "$link-color: navy !default;", "$gutter-width: 24px;", "$cta-button-bg: gold;", "$body-font: \"Own\", serif;"));
        }
    }

    // A variable gets another value: in straight order, by default, in a control directive, from within a rule.
    private void Reassign()
    {
        if (_names.Globals is not { Count: > 0 } globals)
        {
            return;
        }

        var variable = _dice.OneOf(globals);
        var value = _values.Known(variable.Kind);
        switch (_dice.Between(0, 4))
        {
            case 0 or 1:
                _writer.Line($"{variable.Name}: {value};");
                return;
            case 2:
                _writer.Line($"{variable.Name}: {value} !default;");
                return;
            case 3:
                _names.Replace(variable, variable with { IsShared = false });
                _writer.Block($"@if {_values.Condition()}", () => _writer.Line($"{variable.Name}: {value};"));
                return;
            default:
                _names.Replace(variable, variable with { IsShared = false });
                _writer.Block(".global", () => _writer.Line($"{variable.Name}: {value} !global;"));
                return;
        }
    }

    private void Definitions()
    {
        _names.IsInShared = true;
        if (_dice.Chance(50))
        {
            Function();
        }

        if (_dice.Chance(80))
        {
            Mixin();
        }

        _names.IsInShared = false;
    }

    private void Function()
    {
        var name = _names.Next("own-");
        var standard = _dice.Chance(40);
        var head = $"@function {name}($x{(standard ? ": " + _values.Known(Kind.Length) : string.Empty)})";
        _names.Open();
        _names.Declare(new Variable("$x", Kind.Length));
        _writer.Block(head, () =>
        {
            _rules.Local();
            if (_dice.Chance(50))
            {
                _writer.Block($"@if {_values.Condition()}", () => _writer.Line($"@return $x + {_dice.Between(1, 9)}px;"));
            }

            _writer.Line($"@return {_values.Known(Kind.Length)};");
        });
        _names.Close();
        _names.Functions.Add(new Callable(name, [("$x", Kind.Length)], standard, HasContent: false, IsShared: true));
    }

    private void Mixin()
    {
        var name = _names.Next("own-mixin-");
        var hasDefaults = _dice.Chance(60);
        var hasContent = _dice.Chance(40);
        (string Name, Kind Kind)[] parameters = [("$size", Kind.Length), ("$tint", Kind.Color)];
        var defaults = parameters.Select(parameter => parameter.Name + (hasDefaults ? ": " + _values.Known(parameter.Kind) : string.Empty)).ToList();
        _names.Open();
        foreach (var parameter in parameters)
        {
            _names.Declare(new Variable(parameter.Name, parameter.Kind));
        }

        _writer.Block($"@mixin {name}({string.Join(", ", defaults)})", () =>
        {
            _rules.Content(2, canExtend: false, isShared: true);
            if (hasContent)
            {
                _writer.Line("@content;");
            }
        });
        _names.Close();
        _names.Mixins.Add(new Callable(name, parameters, hasDefaults, hasContent, IsShared: true));
    }
}

/// <param name="Files">Each by its name in <c>css</c>.</param>
/// <param name="Unconvertible">How many statements cannot be converted, on purpose.</param>
internal sealed record GeneratedTheme(IReadOnlyDictionary<string, string> Files, int Unconvertible);
