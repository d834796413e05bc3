using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Modules;

/// <summary>
/// Makes one style sheet of the files of an output: each name is replaced by what it means in its file. Members keep their names where
/// no two are the same, and none is taken for a local variable, or for a function of CSS. Not thread-safe.
/// </summary>
internal sealed class MemberResolver
{
    private readonly List<ThemeModule> _modules;
    private readonly ThemeModule _root;
    private readonly HashSet<(string Sigil, string Name, FileScope? Later)> _free = []; // what nobody defines
    private readonly Dictionary<ThemeModule, List<Forward>> _imported = []; // what imports have handed on at the end
    private readonly HashSet<string> _names = [];
    private Stack<Frame> _frames = new();
    private bool _isRewriting;

    private sealed record Frame(bool IsControl, bool IsCallable = false)
    {
        internal HashSet<string> Names { get; } = [];
    }

    private MemberResolver(List<ThemeModule> modules, ThemeModule root) => (_modules, _root) = (modules, root);

    /// <param name="nodes">The output, with files as <see cref="BroughtFile"/>.</param>
    /// <param name="root">The module that the output is.</param>
    /// <param name="modules">Those it has loaded, in that order.</param>
    /// <returns>The output without them.</returns>
    internal static List<ScssNode> Resolve(List<ScssNode> nodes, ThemeModule root, List<ThemeModule> modules)
    {
        var resolver = new MemberResolver(modules, root);
        resolver.Walk(nodes, root);
        modules.Append(root).ToList().ForEach(module => resolver._imported[module] = [.. module.Imported]);
        resolver.NameMembers(root);
        resolver._isRewriting = true;
        return resolver.Walk(nodes, root);
    }

    private List<ScssNode> Walk(List<ScssNode> nodes, ThemeModule root)
    {
        root.Imported.Clear();
        _modules.ForEach(static module => module.Imported.Clear());
        var flat = new List<ScssNode>();
        Walk(nodes, new FileScope(root), flat);
        return flat;
    }

    private void NameMembers(ThemeModule root)
    {
        var taken = _free.Where(free => free.Later is null || FindLater(free.Later, free.Sigil, free.Name) is null).Select(static free => free.Sigil + free.Name).ToHashSet();
        taken.UnionWith(root.Own.Select(static member => member.Sigil + member.Name));
        foreach (var member in _modules.SelectMany(static module => module.Own))
        {
            var isOfCss = member.Sigil.Length == 0 && (SassFunctions.IsBuiltIn(member.Name) || CssFunctions.IsKnown(member.Name));
            if (isOfCss || member.IsShadowed || !taken.Add(member.Sigil + member.Name))
            {
                var stem = $"{Stem(member.Module.File)}-{member.Name.TrimStart('-')}";
                var name = stem;
                for (var copy = 2; _names.Contains(name) || !taken.Add(member.Sigil + name); copy++)
                {
                    name = $"{stem}-{copy}";
                }

                member.GlobalName = name;
            }
        }
    }

    // "css/parts/_buttons.scss" is buttons, "css/parts/_index.scss" is parts.
    private static string Stem(string file)
    {
        var parts = file.Split('/');
        var name = parts[^1].TrimStart('_').Split('.')[0];
        name = name == "index" && parts.Length > 1 ? parts[^2] : name;
        return SassName.Unify(new string([.. name.Select(static c => ScssText.IsNameCharacter(c) ? c : '-')]));
    }

    private void Walk(List<ScssNode> nodes, FileScope scope, List<ScssNode> flat)
    {
        foreach (var node in nodes)
        {
            if (node is BroughtFile file)
            {
                Walk(file, flat);
                continue;
            }

            switch (node)
            {
                case ScssComment { IsLine: false } comment:
                    comment.Text = Rewrite(comment.Text, NameReferences.InPlain(comment.Text, 0, comment.Text.Length), scope);
                    break;
                case ScssStatement statement:
                    statement.Text = Convert(statement, scope);
                    break;
                case ScssBlock block:
                    Walk(block, scope);
                    break;
            }

            flat.Add(node);
        }
    }

    private void Walk(BroughtFile file, List<ScssNode> flat)
    {
        var outer = _frames;
        _frames = file.IsModule ? new Stack<Frame>() : outer;
        var first = flat.Count;
        var settings = file.Settings.ConvertAll(setting => (setting.Target, Value: Rewrite(setting.Value, NameReferences.InScript(setting.Value, 0, setting.Value.Length), setting.Scope)));
        Walk(file.Children, file.Scope, flat);
        foreach (var (target, value) in settings)
        {
            var at = flat.FindIndex(first, node => DeclaresDefault(node, target.GlobalName));
            flat.Insert(at < 0 ? flat.Count : at, new ScssStatement { Leading = "\n", Text = $"${target.GlobalName}: {value}" });
        }

        _frames = outer;
        if (!file.IsModule)
        {
            file.Scope.Owner.Imported.AddRange(file.Scope.Forwards);
        }

        if (_isRewriting && flat.Count > first)
        {
            flat[first].Leading = file.Leading;
        }
    }

    // Before that the module does not know the variable.
    private static bool DeclaresDefault(ScssNode node, string name) =>
        node is ScssBlock block ? SassDirective.IsControl(SassDirective.Read(block.Prelude)?.Name) && block.Children.Exists(child => DeclaresDefault(child, name))
        : VariableAssignment.Read(node) is { Parts.IsDefault: true } assignment && assignment.Name == name;

    private void Walk(ScssBlock block, FileScope scope)
    {
        var directive = SassDirective.Read(block.Prelude);
        var frame = new Frame(SassDirective.IsControl(directive?.Name), directive?.Name is "mixin" or "function");
        var prelude = directive is { } known ? Convert(block.Prelude, known, scope, frame)
            : Rewrite(block.Prelude, block.IsPropertyNest ? InDeclaration(block.Prelude) : NameReferences.InPlain(block.Prelude, 0, block.Prelude.Length), scope);
        _frames.Push(frame);
        var children = new List<ScssNode>(block.Children.Count);
        Walk(block.Children, scope, children);
        _frames.Pop();
        if (_isRewriting)
        {
            block.Prelude = prelude;
            block.Children.Clear();
            block.Children.AddRange(children);
        }
    }

    private string Convert(ScssStatement statement, FileScope scope)
    {
        var text = statement.Text;
        if (VariableAssignment.Read(statement) is { } assignment)
        {
            text = Rewrite(text, NameReferences.InScript(text, assignment.Parts.ValueStart, text.Length), scope);
            return Assigned(assignment, scope) is Member member && _isRewriting && member.GlobalName != assignment.Name
                ? $"${member.GlobalName}{text[EndOfName(text, 1)..]}"
                : text;
        }

        if (SassDirective.Read(text) is { } directive)
        {
            return Convert(text, directive, scope, new Frame(IsControl: false));
        }

        if (text.IndexOf(".$", StringComparison.Ordinal) is > 0 and var dot && dot == EndOfName(text, 0) && ScssDeclaration.Read(text) is { } parts)
        {
            return AssignToModule(text, dot, parts, scope);
        }

        return Rewrite(text, statement.IsCustomProperty ? NameReferences.InPlain(text, 0, text.Length) : InDeclaration(text), scope);
    }

    // What a rule assigns is a variable of its own, unless it says !global.
    private Found? Assigned(VariableAssignment assignment, FileScope scope)
    {
        var name = assignment.Name;
        _names.Add(name);
        var found = Find(scope, "$", name);
        if (assignment.Parts.IsGlobal || _frames.Count == 0)
        {
            return found;
        }

        if (IsLocal(name))
        {
            return null;
        }

        if (found is not null)
        {
            return found; // a variable of its own gets the name of the one that it hides, as a loop may read the one and then the other
        }

        _frames.Peek().Names.Add(name);
        return null;
    }

    // settings.$gap: 1px
    private string AssignToModule(string text, int dot, ScssDeclaration parts, FileScope scope)
    {
        var rewritten = Rewrite(text, NameReferences.InScript(text, parts.ValueStart, text.Length), scope);
        var endOfName = EndOfName(text, dot + 2);
        if (scope.Namespaces.GetValueOrDefault(SassName.Unify(text[..dot]))?.FindAssigned(SassName.Unify(text[(dot + 2)..endOfName])) is not Member member)
        {
            return rewritten;
        }

        member.IsSet = true;
        return _isRewriting ? $"${member.GlobalName}{rewritten[endOfName..]}{(_frames.Count > 0 && !parts.IsGlobal ? " !global" : string.Empty)}" : rewritten;
    }

    private string Convert(string text, SassDirective directive, FileScope scope, Frame frame)
    {
        var rest = directive.RestStart;
        switch (directive.Name)
        {
            case "include":
                var start = ScssText.SkipSpaceAndComments(text, "@include".Length);
                var end = EndOfName(text, start);
                var hasNamespace = end < text.Length && text[end] == '.';
                var endOfTarget = hasNamespace ? EndOfName(text, end + 1) : end;
                var mixin = new NameReference("@", hasNamespace ? text[start..end] : null, hasNamespace ? text[(end + 1)..endOfTarget] : text[start..end], start, endOfTarget);
                var parameters = SassParameters.StartOfUsing(text, rest);
                frame.Names.UnionWith(SassParameters.Read(text, parameters ?? text.Length).Select(static parameter => parameter.Name));
                return Rewrite(text, [mixin, .. NameReferences.InScript(text, rest, parameters ?? text.Length, isCall: true)], scope);
            case "mixin" or "function":
                return ConvertDefinition(text, directive, scope, frame);
            case "each" or "for":
                var at = SassDirective.IndexOfWord(text, rest, directive.Name == "each" ? "in" : "from");
                at = at < 0 ? text.Length : at;
                frame.Names.UnionWith(SassParameters.NamesIn(text, rest, at));
                return Rewrite(text, NameReferences.InScript(text, at, text.Length), scope);
            case "if" or "else if" or "while" or "return" or "debug" or "warn" or "error" or "media" or "supports" or "container":
                return Rewrite(text, NameReferences.InScript(text, rest, text.Length), scope);
            case "content":
                return Rewrite(text, NameReferences.InScript(text, rest, text.Length, isCall: true), scope);
            default:
                return Rewrite(text, NameReferences.InPlain(text, 0, text.Length), scope);
        }
    }

    // A default sees the parameters before its own.
    private string ConvertDefinition(string text, SassDirective directive, FileScope scope, Frame frame)
    {
        var replacements = new List<(int Start, int End, string Text)>();
        _frames.Push(frame);
        foreach (var parameter in SassParameters.Read(text, directive.RestStart))
        {
            if (parameter.DefaultStart >= 0)
            {
                replacements.AddRange(Replacements(text, NameReferences.InScript(text, parameter.DefaultStart, parameter.DefaultEnd), scope));
            }

            frame.Names.Add(parameter.Name);
        }

        _frames.Pop();
        if (_frames.Count == 0 && Find(scope, directive.Name == "mixin" ? "@" : string.Empty, directive.Target) is Member member && member.GlobalName != member.Name)
        {
            var start = ScssText.SkipSpaceAndComments(text, directive.Name.Length + 1);
            replacements.Insert(0, (start, EndOfName(text, start), member.GlobalName));
        }

        return Apply(text, replacements);
    }

    private static List<NameReference> InDeclaration(string text) => ScssDeclaration.Read(text) is { } parts
        ? [.. NameReferences.InPlain(text, 0, parts.ValueStart), .. NameReferences.InScript(text, parts.ValueStart, text.Length)]
        : NameReferences.InPlain(text, 0, text.Length);

    private string Rewrite(string text, List<NameReference> names, FileScope scope) => names.Count == 0 ? text : Apply(text, Replacements(text, names, scope));

    private string Apply(string text, List<(int Start, int End, string Text)> replacements)
    {
        if (_isRewriting)
        {
            foreach (var (start, end, replacement) in Enumerable.Reverse(replacements))
            {
                text = string.Concat(text.AsSpan(0, start), replacement, text.AsSpan(end));
            }
        }

        return text;
    }

    private List<(int Start, int End, string Text)> Replacements(string text, List<NameReference> names, FileScope scope)
    {
        var replacements = new List<(int Start, int End, string Text)>();
        var end = 0;
        foreach (var name in names.Where(name => name.Start >= end))
        {
            if (name.Sigil.Length == 0 && MetaCalls.Replace(text, name, scope, FindSeen, IsHidden) is { } call)
            {
                replacements.Add((name.Start, call.End, call.Text));
                end = call.End;
            }
            else if (Resolve(name, scope) is { } replacement)
            {
                replacements.Add((name.Start, name.End, replacement));
            }
        }

        return replacements;

        Found? FindSeen(string sigil, string name) => sigil == "$" && IsLocal(name) ? null : Find(scope, sigil, name);

        // Whether the name means nothing in this file, but is there in the output.
        bool IsHidden(string sigil, string name) =>
            Find(scope, sigil, name) is null && !(sigil == "$" && IsLocal(name)) && _modules.Append(_root).Any(module => module.Own.Any(member => member.Sigil == sigil && member.GlobalName == name));
    }

    // Null: it stays.
    private string? Resolve(NameReference reference, FileScope scope)
    {
        var name = SassName.Unify(reference.Name);
        _names.Add(name);
        if (reference.Namespace is { } known)
        {
            return scope.Namespaces.GetValueOrDefault(SassName.Unify(known)) switch
            {
                null => null,
                SassModule sass => $"{sass.Name}.{(reference.Sigil == "$" ? "$" : string.Empty)}{reference.Name}",
                var module => module.Find(reference.Sigil, name) is { } found ? TextOf(found)
                    : SassModules.IsKnown(known) ? $"missing-{known}.{(reference.Sigil == "$" ? "$" : string.Empty)}{reference.Name}" // not to be taken for Sass's
                    : null,
            };
        }

        if (reference.Sigil == "$" && IsLocal(name))
        {
            return null;
        }

        var later = _frames.Any(static frame => frame.IsCallable) ? scope : null;
        switch (Find(scope, reference.Sigil, name) ?? (later is null ? null : FindLater(later, reference.Sigil, name)))
        {
            case null:
                _free.Add((reference.Sigil, name, later));
                return null;
            case Member member when member.GlobalName == name:
                return null;
            case var found:
                return TextOf(found);
        }
    }

    private string TextOf(Found found)
    {
        if (found is not Member member)
        {
            var sass = (SassMember)found;
            return $"{sass.Module}.{(SassModules.Has(sass.Module, "$" + sass.Name) ? "$" : string.Empty)}{sass.Name}";
        }

        member.IsShadowed |= member.Sigil == "$" && IsLocal(member.Name);
        return (member.Sigil == "$" ? "$" : string.Empty) + member.GlobalName;
    }

    private static Found? Find(FileScope scope, string sigil, string name) =>
        scope.Owner.Imported.Select(forward => forward.Find(sigil, name)).FirstOrDefault(static found => found is not null)
        ?? scope.Owner.FindOwn(sigil, name)
        ?? scope.Open.Select(module => module.Find(sigil, name)).FirstOrDefault(static found => found is not null);

    // What runs later sees what was imported until then; what its own file forwards it does not see.
    private Found? FindLater(FileScope scope, string sigil, string name) => _imported.GetValueOrDefault(scope.Owner, [])
        .Where(forward => !scope.Forwards.Contains(forward)).Select(forward => forward.Find(sigil, name)).FirstOrDefault(static found => found is not null);

    private bool IsLocal(string name) => _frames.Any(frame => frame.Names.Contains(name));

    private static int EndOfName(string text, int at)
    {
        while (at < text.Length && ScssText.IsNameCharacter(text[at]))
        {
            at++;
        }

        return at;
    }
}
