using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Modules;

/// <summary>
/// Makes one style sheet of the files of an output: each name is replaced by what it means in its file. Members keep their names where
/// no two are the same (<see cref="GlobalNames"/>). Not thread-safe.
/// </summary>
internal sealed class MemberResolver
{
    private readonly List<ThemeModule> _modules;
    private readonly ThemeModule _root;
    private readonly NameMeanings _meanings = new();
    private bool _isRewriting;

    private MemberResolver(List<ThemeModule> modules, ThemeModule root) => (_modules, _root) = (modules, root);

    /// <param name="nodes">The output, with files as <see cref="BroughtFile"/>.</param>
    /// <param name="root">The module that the output is.</param>
    /// <param name="modules">Those it has loaded, in that order.</param>
    /// <returns>The output without them.</returns>
    internal static List<ScssNode> Resolve(List<ScssNode> nodes, ThemeModule root, List<ThemeModule> modules)
    {
        var resolver = new MemberResolver(modules, root);
        resolver.Walk(nodes, root);
        modules.Append(root).ToList().ForEach(resolver._meanings.KeepImported);
        GlobalNames.Give(modules, root, resolver._meanings);
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
        var outer = _meanings.Frames;
        _meanings.Frames = file.IsModule ? new Stack<LocalFrame>() : outer;
        var first = flat.Count;
        var settings = file.Settings.ConvertAll(setting => (setting.Target, Value: Rewrite(setting.Value, NameReferences.InScript(setting.Value, 0, setting.Value.Length), setting.Scope)));
        Walk(file.Children, file.Scope, flat);
        foreach (var (target, value) in settings)
        {
            var at = flat.FindIndex(first, node => DeclaresDefault(node, target.GlobalName));
            flat.Insert(at < 0 ? flat.Count : at, new ScssStatement { Leading = "\n", Text = $"${target.GlobalName}: {value}" });
        }

        _meanings.Frames = outer;
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
        var frame = new LocalFrame(directive?.Name is "mixin" or "function");
        var prelude = directive is { } known ? Convert(block.Prelude, known, scope, frame)
            : Rewrite(block.Prelude, block.IsPropertyNest ? InDeclaration(block.Prelude) : NameReferences.InPlain(block.Prelude, 0, block.Prelude.Length), scope);
        _meanings.Frames.Push(frame);
        var children = new List<ScssNode>(block.Children.Count);
        Walk(block.Children, scope, children);
        _meanings.Frames.Pop();
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
            return _meanings.Assigned(assignment, scope) is Member member && _isRewriting && member.GlobalName != assignment.Name
                ? $"${member.GlobalName}{text[ScssText.EndOfName(text, 1)..]}"
                : text;
        }

        if (SassDirective.Read(text) is { } directive)
        {
            return Convert(text, directive, scope, new LocalFrame());
        }

        if (text.IndexOf(".$", StringComparison.Ordinal) is > 0 and var dot && dot == ScssText.EndOfName(text, 0) && ScssDeclaration.Read(text) is { } parts)
        {
            return AssignToModule(text, dot, parts, scope);
        }

        return Rewrite(text, statement.IsCustomProperty ? NameReferences.InPlain(text, 0, text.Length) : InDeclaration(text), scope);
    }

    // settings.$gap: 1px
    private string AssignToModule(string text, int dot, ScssDeclaration parts, FileScope scope)
    {
        var rewritten = Rewrite(text, NameReferences.InScript(text, parts.ValueStart, text.Length), scope);
        var endOfName = ScssText.EndOfName(text, dot + 2);
        if (scope.Namespaces.GetValueOrDefault(SassName.Unify(text[..dot]))?.FindAssigned(SassName.Unify(text[(dot + 2)..endOfName])) is not Member member)
        {
            return rewritten;
        }

        member.IsSet = true;
        return _isRewriting ? $"${member.GlobalName}{rewritten[endOfName..]}{(_meanings.Frames.Count > 0 && !parts.IsGlobal ? " !global" : string.Empty)}" : rewritten;
    }

    private string Convert(string text, SassDirective directive, FileScope scope, LocalFrame frame)
    {
        var rest = directive.RestStart;
        switch (directive.Name)
        {
            case "include":
                var start = ScssText.SkipSpaceAndComments(text, "@include".Length);
                var end = ScssText.EndOfName(text, start);
                var hasNamespace = end < text.Length && text[end] == '.';
                var endOfTarget = hasNamespace ? ScssText.EndOfName(text, end + 1) : end;
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
    private string ConvertDefinition(string text, SassDirective directive, FileScope scope, LocalFrame frame)
    {
        var replacements = new List<(int Start, int End, string Text)>();
        _meanings.Frames.Push(frame);
        foreach (var parameter in SassParameters.Read(text, directive.RestStart))
        {
            if (parameter.DefaultStart >= 0)
            {
                replacements.AddRange(Replacements(text, NameReferences.InScript(text, parameter.DefaultStart, parameter.DefaultEnd), scope));
            }

            frame.Names.Add(parameter.Name);
        }

        _meanings.Frames.Pop();
        if (_meanings.Frames.Count == 0 && NameMeanings.Find(scope, directive.Name == "mixin" ? "@" : string.Empty, directive.Target) is Member member && member.GlobalName != member.Name)
        {
            var start = ScssText.SkipSpaceAndComments(text, directive.Name.Length + 1);
            replacements.Insert(0, (start, ScssText.EndOfName(text, start), member.GlobalName));
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
            else if (_meanings.Resolve(name, scope) is { } replacement)
            {
                replacements.Add((name.Start, name.End, replacement));
            }
        }

        return replacements;

        Found? FindSeen(string sigil, string name) => sigil == "$" && _meanings.IsLocal(name) ? null : NameMeanings.Find(scope, sigil, name);

        // Whether the name means nothing in this file, but is there in the output.
        bool IsHidden(string sigil, string name) =>
            NameMeanings.Find(scope, sigil, name) is null && !(sigil == "$" && _meanings.IsLocal(name)) && _modules.Append(_root).Any(module => module.Own.Any(member => member.Sigil == sigil && member.GlobalName == name));
    }
}
