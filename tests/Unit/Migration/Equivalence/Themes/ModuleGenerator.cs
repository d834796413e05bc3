using System.Globalization;
using System.Text;

namespace Sbm.Unit.Migration.Equivalence.Themes;

/// <summary>
/// Composes a theme of modules: files that use and forward each other under namespaces, prefixes and filters, that are set from outside, and
/// whose members have each other's names. No member needs the common theme, so that the compiler can read the files as they are.
/// </summary>
internal sealed class ModuleGenerator
{
    private readonly Dice _dice;
    private readonly Dictionary<string, string> _files = [];
    private readonly List<ThemeModule> _modules = [];
    private readonly HashSet<ThemeModule> _loaded = [];
    private int _last;
    private bool _sets; // variables of modules, whose rules are then not what they were when they were loaded

    private ModuleGenerator(int seed) => _dice = new Dice(seed);

    /// <param name="Sigil"><c>$</c>, <c>@</c> for a mixin, <c>(</c> for a function, <c>.</c> for a class.</param>
    /// <param name="CanBeSet">Whether it is a variable with <c>!default</c>, of this module alone.</param>
    private sealed record Member(char Sigil, string Name, bool CanBeSet = false);

    /// <param name="Name">As it is used, without extension.</param>
    /// <param name="Members">What who uses it can see.</param>
    /// <param name="Loads">The modules that it loads, directly or through others.</param>
    private sealed record ThemeModule(string Name, IReadOnlyList<Member> Members, IReadOnlyCollection<ThemeModule> Loads);

    /// <summary>A module under its namespace, <c>*</c> for none.</summary>
    private sealed record Use(string Namespace, ThemeModule Module)
    {
        internal string Prefix => Namespace == "*" ? string.Empty : Namespace + ".";
    }

    /// <summary>The files of a theme.</summary>
    internal static GeneratedTheme Generate(int seed)
    {
        var generator = new ModuleGenerator(seed);
        for (var i = generator._dice.Between(2, 4); i > 0; i--)
        {
            generator.Module();
        }

        generator.Sheet("style.scss");
        if (generator._dice.Chance(30))
        {
            generator._loaded.Clear();
            generator.Sheet("lvdp.scss");
        }

        return new(generator._files, Unconvertible: 0);
    }

    private string Name(string start) => $"{start}{++_last}";

    private void Module()
    {
        var name = _dice.OneOf("part", "lib/part", "tools") + (_modules.Count + 1);
        var folder = name.Contains('/', StringComparison.Ordinal) ? "lib/" : string.Empty;
        var text = new StringBuilder();
        var members = new List<Member>();
        var loads = new HashSet<ThemeModule>();
        if (_modules.Count > 0 && _dice.Chance(40))
        {
            members.AddRange(Forward(text, loads, folder));
        }

        var uses = _modules.Count > 0 && _dice.Chance(50) ? Uses(text, 1, folder, isMain: false) : [];
        uses.ForEach(use => loads.UnionWith([use.Module, .. use.Module.Loads]));
        if (_dice.Chance(20))
        {
            text.Append(CultureInfo.InvariantCulture, $".{Name("ask-")} {{ @if variable-exists({_dice.OneOf("gap", "tone")}) {{ order: 1; }} @else {{ order: 2; }} }}\n");
        }

        foreach (var variable in Pick("gap", "tone", "size"))
        {
            var canBeSet = _dice.Chance(50);
            text.Append(CultureInfo.InvariantCulture, $"${variable}: {Length(uses)}{(canBeSet ? " !default" : string.Empty)};\n");
            Declare(members, new Member('$', variable, canBeSet));
        }

        var own = members.Where(static member => member.Sigil == '$').Select(static member => "$" + member.Name).Where(variable => text.ToString().Contains($"\n{variable}:", StringComparison.Ordinal) || text.ToString().StartsWith($"{variable}:", StringComparison.Ordinal)).ToList();
        text.Append(CultureInfo.InvariantCulture, $"$-hidden: {_dice.Between(1, 9)}px;\n");
        own.Add("$-hidden");
        foreach (var function in Pick("double", "grow"))
        {
            text.Append(CultureInfo.InvariantCulture, $"@function {function}($n: {_dice.OneOf(own)}{_dice.OneOf(string.Empty, ", $gap: 2px")}) {{ {Never(own)}@return $n * 2 + {_dice.OneOf(own)}; }}\n");
            Declare(members, new Member('(', function));
        }

        foreach (var mixin in Pick("box", "pad"))
        {
            var content = _dice.OneOf(string.Empty, " @content;", " .in { height: 1px; @content; }");
            var loop = _dice.Chance(20) ? " @each $x in 1 2 { $-hidden: $-hidden + $x; .l-#{$x} { width: $-hidden; } }" : string.Empty;
            text.Append(CultureInfo.InvariantCulture, $"@mixin {mixin}($n: {_dice.OneOf(own)}) {{ {Never(own)}padding: $n {_dice.OneOf(own)} {Length(uses)};{loop}{content} }}\n");
            Declare(members, new Member('@', mixin));
        }

        var css = Name("css-");
        text.Append(CultureInfo.InvariantCulture, $".{css} {{ width: {_dice.OneOf(own)}; {_dice.OneOf(string.Empty, "$size: 5px; height: $size;", "&:hover { order: 1; }")} }}\n%{css} {{ order: 2; }}\n");
        Declare(members, new Member('.', css));
        _files[$"{folder}{_dice.OneOf("_", string.Empty)}{name.Split('/')[^1]}.scss"] = text.ToString();
        _modules.Add(new(name, members, loads));
    }

    // What changes a variable of the module, and is never run.
    private string Never(List<string> own) =>
        _dice.Chance(25) ? $"@if {_dice.OneOf("false", "not true", "1 > 2")} {{ {_dice.OneOf(own)}: 99px !global; }} " : string.Empty;

    // A later member of a name hides what is forwarded.
    private static void Declare(List<Member> members, Member member)
    {
        members.RemoveAll(other => other.Sigil == member.Sigil && other.Name == member.Name);
        members.Add(member);
    }

    private IEnumerable<string> Pick(params string[] names) => names.Where(_ => _dice.Chance(70)).ToList();

    private List<Member> Forward(StringBuilder text, HashSet<ThemeModule> loads, string folder)
    {
        var module = _dice.OneOf(_modules);
        loads.UnionWith([module, .. module.Loads]);
        var prefix = _dice.Chance(40) ? Name("p") + "-" : string.Empty;
        var members = module.Members.Where(static member => member.Sigil != '.').Select(member => member with { Name = prefix + member.Name, CanBeSet = false }).ToList();
        var filter = string.Empty;
        if (members.Count > 1 && _dice.Chance(40))
        {
            var named = members.Where(_ => _dice.Chance(50)).ToList();
            var isShow = named.Count > 0 && _dice.Chance(50);
            if (named.Count > 0)
            {
                filter = $" {(isShow ? "show" : "hide")} {string.Join(", ", named.Select(static member => (member.Sigil == '$' ? "$" : string.Empty) + member.Name).Distinct())}";
                var names = named.Select(static member => (member.Sigil == '$', member.Name)).ToHashSet();
                members.RemoveAll(member => names.Contains((member.Sigil == '$', member.Name)) != isShow);
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"@forward \"{Path(module, folder)}\"{(prefix.Length > 0 ? $" as {prefix}*" : string.Empty)}{filter};\n");
        return [.. members, .. module.Members.Where(static member => member.Sigil == '.')];
    }

    // As it is written in a file of that folder.
    private static string Path(ThemeModule module, string folder) =>
        module.Name.StartsWith(folder, StringComparison.Ordinal) ? module.Name[folder.Length..] : "../" + module.Name;

    private List<Use> Uses(StringBuilder text, int most, string folder, bool isMain)
    {
        var uses = new List<Use>();
        var import = string.Empty; // of what has no namespace
        foreach (var module in _modules.OrderBy(_ => _dice.Between(0, 99)).Take(_dice.Between(1, most)))
        {
            var mayBeOpen = isMain && uses.TrueForAll(use => use.Namespace != "*");
            var name = _dice.Chance(15) && mayBeOpen ? "*" : _dice.Chance(50) ? Name("ns") : module.Name.Split('/')[^1];
            var isNew = !_loaded.Overlaps([module, .. module.Loads]);
            _loaded.UnionWith([module, .. module.Loads]);
            uses.Add(new(name, module));
            if (name == "*" && _dice.Chance(50))
            {
                import = $"@import \"{module.Name}\";\n";
                continue;
            }

            var settings = isMain && isNew && _dice.Chance(40) ? module.Members.Where(static member => member.CanBeSet).Take(2).ToList() : [];
            text.Append(CultureInfo.InvariantCulture, $"@use \"{Path(module, folder)}\"{(name == module.Name.Split('/')[^1] ? string.Empty : $" as {name}")}{(settings.Count == 0 ? string.Empty : $" with ({string.Join(", ", settings.Select(setting => $"${setting.Name}: {_dice.Between(20, 40)}px"))})")};\n");
        }

        text.Append(import);
        return uses;
    }

    private string Length(List<Use> uses) => Variables(uses) is { Count: > 0 } variables && _dice.Chance(60) ? _dice.OneOf(variables) : $"{_dice.Between(1, 40)}px";

    private static List<string> Variables(List<Use> uses) =>
        [.. uses.SelectMany(static use => use.Module.Members.Where(static member => member.Sigil == '$').Select(member => $"{use.Prefix}${member.Name}"))];

    private List<(Use Use, Member Member)> Members(List<Use> uses, char sigil) =>
        [.. uses.SelectMany(use => use.Module.Members.Where(member => member.Sigil == sigil).Select(member => (use, member)))];

    private void Sheet(string name)
    {
        var text = new StringBuilder();
        if (_dice.Chance(30))
        {
            text.Append("@use \"sass:meta\";\n");
        }

        var hasMeta = text.Length > 0;
        _sets = _dice.Chance(50);
        var uses = Uses(text, 3, folder: string.Empty, isMain: true);
        var own = uses.Exists(static use => use.Namespace == "*") ? "$mine" : _dice.OneOf("$gap", "$tone", "$mine");
        text.Append(CultureInfo.InvariantCulture, $"{own}: {Length(uses)};\n");
        for (var i = _dice.Between(4, 8); i > 0; i--)
        {
            text.Append(Statement(uses, own, hasMeta)).Append('\n');
        }

        _files[name] = text.ToString();
    }

    private string Statement(List<Use> uses, string own, bool hasMeta)
    {
        var (rule, length) = (Name(".r"), Length(uses));
        var (functions, mixins, variables) = (Members(uses, '('), Members(uses, '@'), Members(uses, '$'));
        var function = functions.Count > 0 ? _dice.OneOf(functions) : default;
        var mixin = mixins.Count > 0 ? _dice.OneOf(mixins) : default;
        var variable = variables.Count > 0 ? _dice.OneOf(variables) : default;
        return _dice.Make(
            () => $"{rule} {{ width: {length}; height: {length} * 2; margin: 0 - {length} {own}; }}",
            () => $"{rule} {{ width: calc(1% + #{{{length}}}); content: \"#{{{length}}}\"; @media (min-width: {length}) {{ order: 1; }} }}",
            () => $"{rule}-#{{{length}}} {{ {own}: 9px; width: {own} {length}; .in {{ height: {own}; }} }}",
            () => function.Use is null ? $"{rule} {{ order: 1; }}" : $"{rule} {{ width: {function.Use.Prefix}{function.Member.Name}() {function.Use.Prefix}{function.Member.Name}({length}) {function.Use.Prefix}{function.Member.Name}($n: 3px); }}",
            () => mixin.Use is null ? $"{rule} {{ order: 2; }}" : $"{rule} {{ @include {mixin.Use.Prefix}{mixin.Member.Name}; .in {{ @include {mixin.Use.Prefix}{mixin.Member.Name}({length}); @include {mixin.Use.Prefix}{mixin.Member.Name}($n: {own}); }} }}",
            () => variable.Use is null || variable.Use.Namespace == "*" || !_sets ? $"{rule} {{ order: 3; }}" : $"{rule} {{ {(variable.Member.Name == own[1..] ? $"{own}: 1px; " : string.Empty)}width: {variable.Use.Prefix}${variable.Member.Name}; }} {(_dice.Chance(50) ? $"{variable.Use.Prefix}${variable.Member.Name}: 61px;" : $"{rule}-set {{ {variable.Use.Prefix}${variable.Member.Name}: 62px; }}")} {rule}-after {{ width: {variable.Use.Prefix}${variable.Member.Name}; {(mixin.Use is null ? string.Empty : $"@include {mixin.Use.Prefix}{mixin.Member.Name};")} }}",
            () => $"@mixin {rule[1..]}($n: {length}, $gap: $n) {{ width: $n; height: $gap {length}; }} {rule} {{ @include {rule[1..]}; @include {rule[1..]}({own}); }}",
            () => $"@function {rule[1..]}($gap) {{ @if $gap > 5px {{ @return $gap + {length}; }} @return {length}; }} {rule} {{ width: {rule[1..]}(2px) {rule[1..]}({own}); }}",
            () => $"@each $gap in {length}, 3px {{ {rule} {{ width: $gap {length}; }} }} {rule} {{ @for $size from 1 through 2 {{ {own}: {own} + $size * 1px; .l-#{{$size}} {{ width: {own}; }} }} }}",
            () => _dice.OneOf(Members(uses, '.')) is var css ? $"{rule} {{ @extend {_dice.OneOf(".", "%")}{css.Member.Name}; order: 4; }}" : string.Empty,
            () => hasMeta && !_sets ? $"{rule} {{ @include meta.load-css(\"{_dice.OneOf(_modules).Name}\"); }}" : $"@media print {{ {rule} {{ order: 5; }} }}",
            () => hasMeta && variable.Use is { Namespace: not "*" } ? $"@if meta.global-variable-exists(\"{_dice.OneOf(variable.Member.Name, "none")}\", $module: \"{variable.Use.Namespace}\") {{ {rule} {{ order: 6; }} }} @else {{ {rule} {{ order: 7; }} }}" : $"@if variable-exists(\"{_dice.OneOf(own[1..], "none")}\") {{ {rule} {{ order: 6; }} }}",
            () => function.Use is { Namespace: "*" } ? $"{rule} {{ width: {(hasMeta ? "meta." : string.Empty)}call({(hasMeta ? "meta." : string.Empty)}get-function(\"{function.Member.Name}\"), 2px); @if function-exists({_dice.OneOf(function.Member.Name, "none")}) {{ order: 1; }} }}" : $"{rule} {{ order: 9; }}",
            () => hasMeta && function.Use is { Namespace: not "*" } ? $"{rule} {{ width: meta.call(meta.get-function(\"{function.Member.Name}\", $module: \"{function.Use.Namespace}\"), 2px); @if meta.function-exists(\"{_dice.OneOf(function.Member.Name, "none")}\", \"{function.Use.Namespace}\") {{ order: 1; }} }}" : $"{rule} {{ order: 8; }}");
    }
}
