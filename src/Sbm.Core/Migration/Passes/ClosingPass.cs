using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Scopes;
using Sbm.Core.Migration.Selectors;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// The last look at an output: what no pass may leave behind, and what the current Sass refuses or drops without a word, is put right, or
/// becomes a comment and is reported. A net under the passes. Not thread-safe.
/// </summary>
internal sealed class ClosingPass
{
    private static readonly System.Buffers.SearchValues<char> EndsOfCompounds = System.Buffers.SearchValues.Create(" >+~&\n\r\t");

    private readonly ThemeDefinitions _definitions;
    private readonly MigrationLog _log;
    private readonly List<ScssStatement> _missing = []; // modules of Sass's own that the output has to use
    private readonly Stack<HashSet<string>> _scopes = new();
    private OutputNames _names;
    private readonly List<string> _rules = []; // the selectors around, the outermost first
    private readonly Stack<string> _queries = new(); // those of "@media" around
    private int _functions;
    private int _mixins;
    private int _keyframes;
    private readonly Stack<string> _around = new(); // the at-rules around, the innermost first
    private readonly HashSet<string> _defined = []; // the mixins and variables that Sass has come to
    private int _neverRun; // blocks around that never run: Sass reads them all the same
    private int _takers; // blocks around in which Sass takes declarations
    private bool _hasChanged;
    private ScssNode? _node; // the statement that is looked at

    private ClosingPass(List<ScssNode> nodes, ThemeDefinitions definitions, MigrationLog log)
    {
        (_definitions, _log) = (definitions, log);
        _names = OutputNames.Of(nodes);
    }

    /// <param name="nodes">The finished output, the modules that it uses at its top.</param>
    /// <param name="definitions">What the theme defines itself.</param>
    /// <param name="log">Where what is found is reported.</param>
    internal static void Apply(List<ScssNode> nodes, ThemeDefinitions definitions, MigrationLog log)
    {
        var pass = new ClosingPass(nodes, definitions, log);
        do
        {
            pass._hasChanged = false;
            pass._defined.Clear();
            pass._names = OutputNames.Of(nodes); // without a definition, those who use it go too
            pass.Look(nodes, parent: null);
            nodes.InsertRange(0, pass._missing);
            pass._missing.Clear();
        }
        while (pass._hasChanged);
    }

    private void Look(List<ScssNode> nodes, ScssBlock? parent)
    {
        var kept = new List<ScssNode>(nodes.Count);
        var neverRun = _neverRun;
        foreach (var unit in StatementUnits.Of(nodes))
        {
            try
            {
                HalfStatements.CheckUnit(unit);
                var branches = Branches.NeverRun(unit, NoVariables.Instance, _definitions);
                foreach (var node in unit)
                {
                    _neverRun = neverRun + (branches.Contains(node) ? 1 : 0);
                    Look(node, parent);
                }

                _neverRun = neverRun;

                kept.AddRange(unit);
            }
            catch (NotConvertibleException reason)
            {
                _neverRun = neverRun;
                if (_functions > 0)
                {
                    throw; // half a function is none; no filter, which would run before the function is left
                }

                _log.LeaveOut(unit[0], reason.Message);
                kept.AddRange(NotConverted.Comment(unit));
                LeaveOutDefinitions(unit);
            }
        }

        nodes.Clear();
        nodes.AddRange(kept);
    }

    // Those who use them go too, in the next round, which knows that they are gone: in this one they do not count as defined too late.
    private void LeaveOutDefinitions(List<ScssNode> unit)
    {
        foreach (var node in unit)
        {
            var definition = SassDirective.Read(StatementTexts.TextOf(node)) is { Name: "mixin" or "function" } directive
                ? Definition(directive.Name, directive.Target)
                : VariableAssignment.Read(node)?.Name;
            if (definition is not null)
            {
                _defined.Add(definition);
                _hasChanged = true;
            }
        }
    }

    private void Look(ScssNode node, ScssBlock? parent)
    {
        switch (node)
        {
            case ScssComment { IsLine: false } comment when _neverRun == 0:
                LookAtComment(comment);
                break;
            case ScssStatement statement:
                _node = statement;
                if (_takers == 0 && statement is { IsAtRule: false, IsVariable: false, Text.Length: > 0 } && !statement.Text.Contains(".$", StringComparison.Ordinal))
                {
                    throw new NotConvertibleException("it stands in no rule, where Sass takes no declaration");
                }

                if (!statement.IsRawBlock && SassDirective.Read(statement.Text) is { } directive)
                {
                    HalfStatements.CheckWithoutBlock(directive);
                }

                LookAtText(statement.Text, statement.IsCustomProperty || statement.IsRawBlock);
                if (statement is { IsAtRule: false, IsCustomProperty: false, Text.Length: > 0 })
                {
                    HalfStatements.CheckDeclaration(statement.Text);
                }

                if (_neverRun == 0 && !statement.IsCustomProperty && OldTextPass.HasNull(statement.Text))
                {
                    _log.Leave(statement, "the current Sass reads '\\0' otherwise where it computes with it");
                }

                if (VariableAssignment.Read(statement) is { } assignment)
                {
                    (_scopes.TryPeek(out var scope) ? scope : _defined).Add(assignment.Name);
                }

                break;
            case ScssBlock block:
                LookAtBlock(block, parent);
                break;
        }
    }

    private void LookAtBlock(ScssBlock block, ScssBlock? parent)
    {
        var directive = SassDirective.Read(block.Prelude);
        if (directive is { Name: "mixin" or "function" } known)
        {
            _defined.Add(Definition(known.Name, known.Target));
        }

        if (directive is { Name: "mixin" or "function", Target: var target } && (target.StartsWith("--", StringComparison.Ordinal) || (directive.Value.Name == "function" && target.Equals("type", StringComparison.OrdinalIgnoreCase))))
        {
            throw new NotConvertibleException($"'{target}' is a name of CSS's own to Sass");
        }

        if (directive is { Name: "mixin" or "function" } && SassParameters.Read(block.Prelude, directive.Value.RestStart).GroupBy(static parameter => parameter.Name).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            throw new NotConvertibleException($"'{directive.Value.Target}' has the parameter '${twice.Key}' twice, which Sass does not take any more");
        }

        if (directive is { Name: "function", Target: "var" })
        {
            _log.Leave(block, "the current Sass hands an empty argument to a function called 'var', the old one did not");
        }

        if (directive is { Name: "function", Target: var function } && CssMath.IsOfSass(function))
        {
            throw new NotConvertibleException($"the old Sass used its own '{function}()' all the same");
        }

        if (directive is { Name: "mixin" or "function" } definition)
        {
            StatementPlaces.CheckDefinition(definition, _around);
        }

        if (directive?.Name == "function")
        {
            StatementPlaces.CheckFunction(block, isCalled: _neverRun == 0 && !_names.NeverRuns(block, directive));
        }

        if (block.IsPropertyNest)
        {
            HalfStatements.CheckNest(block.Prelude);
        }

        _neverRun += _names.NeverRuns(block, directive) ? 1 : 0;
        if (_neverRun == 0)
        {
            LookAtAtRule(block, directive);
        }

        var isKeyframes = directive?.Name.EndsWith("keyframes", StringComparison.Ordinal) == true;
        if (block.IsRule && parent is not null && _keyframes > 0)
        {
            throw new NotConvertibleException("Sass takes no rules in those of '@keyframes' any more");
        }

        if (block.IsRule && _neverRun == 0 && _around.TryPeek(out var outer) && outer.EndsWith("keyframes", StringComparison.Ordinal))
        {
            StatementPlaces.CheckFrame(block.Prelude);
        }

        var takesDeclarations = directive?.Name is not ("media" or "supports" or "at-root") && !SassDirective.IsControl(directive?.Name);
        _takers += takesDeclarations ? 1 : 0;
        var isQuery = directive?.Name == "media";
        if (isQuery)
        {
            _queries.Push(block.Prelude);
        }

        _keyframes += isKeyframes ? 1 : 0;
        _functions += directive?.Name == "function" ? 1 : 0;
        _mixins += directive?.Name is "mixin" or "include" ? 1 : 0;
        _around.Push(directive?.Name ?? string.Empty);
        _scopes.Push([.. BlockLocals.Of(block.Prelude, directive)]);
        try
        {
            if (!block.IsRule)
            {
                LookAtText(block.Prelude, isRaw: false);
                Look(block.Children, parent);
                return;
            }

            if (_neverRun == 0)
            {
                LookAtSelector(block, parent);
            }

            _rules.Add(block.Prelude);
            Look(block.Children, block);
            _rules.RemoveAt(_rules.Count - 1);
        }
        finally
        {
            _scopes.Pop();
            _around.Pop();
            _mixins -= directive?.Name is "mixin" or "include" ? 1 : 0;
            _functions -= directive?.Name == "function" ? 1 : 0;
            _keyframes -= isKeyframes ? 1 : 0;
            _takers -= takesDeclarations ? 1 : 0;
            if (isQuery)
            {
                _queries.Pop();
            }
        }
    }

    private void LookAtAtRule(ScssBlock block, SassDirective? directive)
    {
        switch (directive?.Name)
        {
            case "media" when block.Prelude.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[^1].ToLowerInvariant() is "and" or "or" or "not":
                throw new NotConvertibleException("there is nothing behind its last word");
            case "media" when QueryText.HasGap(block.Prelude, directive.Value.RestStart):
                throw new NotConvertibleException("a query has nothing where Sass wants something");
            case "include" when _names.Signatures.RefusesContent(directive.Value.Target):
                throw new NotConvertibleException($"the mixin '{directive.Value.Target}' takes no block");
            case "media" when _queries.Count > 0 && _queries.Append(block.Prelude).Any(QueryText.HasNot):
                _log.Leave(block, "the current Sass puts queries with 'not' together with those around them otherwise");
                break;
            case "media" when OldTextPass.HasNull(block.Prelude):
                _log.Leave(block, "the current Sass writes another character for '\\0' in a query");
                break;
            case "media" when QueryText.HasNestedParentheses(block.Prelude):
                _log.Leave(block, "the old Sass computed what stands in parentheses in those of a query, the current one hands it on");
                break;
            case "media" when QueryText.BringsNot(block.Prelude):
                _log.Leave(block, "the current Sass leaves out the parentheses around 'not' in a query");
                break;
            case "font-face" when _rules.Count > 0:
            case "include" when _rules.Count > 0 && _names.FontMixins.Contains(directive.Value.Target):
                LeaveFontInRule(block);
                break;
        }
    }

    private void LeaveFontInRule(ScssNode node) => _log.Leave(node, "the old Sass wrote a '@font-face' in a rule in such a way that browsers ignored it, the current one makes a font of it");

    private void LookAtSelector(ScssBlock rule, ScssBlock? parent)
    {
        RewriteSuffixedParent(rule);
        var hasDeclarations = rule.Children.Exists(static child => child is ScssStatement { IsVariable: false, IsAtRule: false } or ScssBlock { IsPropertyNest: true }
            || (child is ScssStatement extend && ExtendStatement.TargetOf(extend) is not null));
        if (SelectorSyntax.Refuse(rule.Prelude, hasDeclarations, parent is not null && SelectorSyntax.EndsInCombinator(parent.Prelude)) is { } reason)
        {
            throw new NotConvertibleException(reason);
        }

        if (rule.Prelude.IndexOf(":where(", StringComparison.OrdinalIgnoreCase) is >= 0 and var where && rule.Prelude.AsSpan(where).IndexOfAny('&', '%') >= 0)
        {
            _log.Leave(rule, "the old Sass did not look into ':where()': there '&' and placeholders meant nothing");
        }

        if (rule.Prelude.Contains(":has(", StringComparison.OrdinalIgnoreCase) && rule.Prelude.Contains('&', StringComparison.Ordinal) && _rules.Exists(static outer => outer.TrimStart()[0] is '>' or '+' or '~'))
        {
            _log.Leave(rule, "two combinators may meet in ':has()', and the current Sass drops such a rule");
        }

        foreach (var (text, expression) in StatementTexts.Interpolations(rule.Prelude))
        {
            Look(text, expression, isCss: false);
            if (expression is { Value: FunctionCall { Module: null, NameParts.Count: 0 } call } && !SassFunctions.IsBuiltIn(call.Name) && !_names.Functions.Contains(call.Name))
            {
                throw new NotConvertibleException($"what '{call.Name}' gives is no selector to Sass");
            }
        }
    }

    // ".no-js&" is the parent's selector with something before it. Where that is known, @at-root can say it.
    private void RewriteSuffixedParent(ScssBlock rule)
    {
        var at = SelectorSyntax.IndexOfSuffixedParent(rule.Prelude);
        if (at <= 0 || _mixins > 0 || _rules.Count == 0 || _rules[0][0] is not ('.' or '#' or '[' or ':')
            || _rules.Append(rule.Prelude).Any(static selector => selector.AsSpan().IndexOfAny(",{%") >= 0)
            || rule.Prelude.AsSpan(0, at).IndexOfAny(EndsOfCompounds) >= 0 || rule.Prelude.IndexOf('&', at + 1) >= 0)
        {
            return;
        }

        _log.Leave(rule, "only an older Sass took '&' behind other parts of its selector: it is written with @at-root");
        rule.Prelude = $"@at-root {rule.Prelude[..at]}#{{&}}{rule.Prelude[(at + 1)..]}";
    }

    private void LookAtText(string text, bool isRaw)
    {
        var directive = SassDirective.Read(text);
        if (!isRaw)
        {
            TextRefusals.Check(text, directive);
        }

        if (directive is { } atRule)
        {
            HalfStatements.CheckDirective(text, atRule);
        }

        if (_neverRun > 0)
        {
            return;
        }

        switch (directive?.Name)
        {
            case "error" when RunsNow():
                throw new NotConvertibleException("Sass stops there");
            case "content" when _mixins == 0:
            case "return" when _functions == 0:
                throw new NotConvertibleException($"'@{directive.Value.Name}' is not allowed here");
            case "include" when directive.Value.Target is var target && target.Contains('.', StringComparison.Ordinal):
                RequireNamespace(target[..target.IndexOf('.', StringComparison.Ordinal)]);
                break;
            case "include" when _rules.Count > 0 && _node is not null && _names.FontMixins.Contains(directive.Value.Target):
                LeaveFontInRule(_node);
                break;
            case "include" when !_names.Mixins.Contains(directive.Value.Target):
                throw new NotConvertibleException($"the mixin '{directive.Value.Target}' is not defined in the output");
            case "extend" when ScssList.Split(text[directive.Value.RestStart..]).Exists(static target => SelectorSyntax.IsCompound(target.Split('!')[0].Trim())):
                throw new NotConvertibleException("Sass extends no compound selectors any more");
        }

        if (directive is { Name: "include" } include && !include.Target.Contains('.', StringComparison.Ordinal))
        {
            LookAtInclude(text, include);
        }

        foreach (var (whole, expression, isCss) in StatementTexts.Expressions(text, directive, isRaw))
        {
            Look(whole, expression, isCss);
        }

        if (StatementTexts.LoopedThrough(text, directive) is { } values)
        {
            Look(text, values, isCss: false);
        }
    }

    private void LookAtInclude(string text, SassDirective include)
    {
        if (RunsNow() && !_defined.Contains(Definition("mixin", include.Target)))
        {
            throw new NotConvertibleException($"the mixin '{include.Target}' is defined behind it");
        }

        if (include.RestStart >= text.Length || text[include.RestStart] != '(')
        {
            Require(_names.Signatures.Refuse("mixin", include.Target, []));
        }
        else if (SassExpressionReader.ReadArguments(text, include.RestStart, text.Length) is { } call)
        {
            Require(_names.Signatures.Refuse("mixin", include.Target, call.Arguments));
        }
    }

    private static string Definition(string kind, string name) => $"@{kind} {name.ToLowerInvariant()}";

    private static void Require(string? refusal)
    {
        if (refusal is not null)
        {
            throw new NotConvertibleException(refusal);
        }
    }

    // Whether Sass comes to a statement once, as it goes through the sheet: it stands in no definition, no content block and no condition.
    private bool RunsNow() => _around.All(static outer => outer is not ("mixin" or "function" or "include") && !SassDirective.IsControl(outer));

    private void Look(string text, SassExpression expression, bool isCss)
    {
        expression.Contains(part =>
        {
            switch (part)
            {
                case VariableUse { Module: null } variable when !_scopes.Any(scope => scope.Contains(variable.Name)) && !_names.Globals.Contains(variable.Name):
                    throw new NotConvertibleException($"the variable '${variable.Name}' is not declared in the output");
                case VariableUse { Module: null } variable when !_defined.Contains(variable.Name) && !_names.AssignedElsewhere.Contains(variable.Name) && !_scopes.Any(scope => scope.Contains(variable.Name)) && RunsNow():
                    throw new NotConvertibleException($"the variable '${variable.Name}' is declared behind it");
                case VariableUse { Module: { } module }:
                    RequireNamespace(module);
                    break;
                case FunctionCall { Module: null or "meta", Name: "call", Arguments: [{ Name: null, Value: Identifier or QuotedString } function, ..] }
                    when CssMath.IsKnown(text[function.Value.Start..function.Value.End].Trim('"', '\'').ToLowerInvariant()):
                    throw new NotConvertibleException("Sass calls no calculation by its name");
                case FunctionCall { Module: { } module }:
                    RequireNamespace(module);
                    break;
                case FunctionCall { NameParts.Count: 0 } call when _definitions.IsFunction(call.Name) && !_names.Functions.Contains(call.Name):
                    throw new NotConvertibleException($"the function '{call.Name}' is not defined in the output");
                case FunctionCall { Module: null, NameParts.Count: 0 } call when _defined.Contains(Definition("function", call.Name)): // before, it is Sass's or CSS's own
                    Require(_names.Signatures.Refuse("function", call.Name, call.Arguments));
                    break;
            }

            return false;
        });
        Require(new SassRefusals(text, _definitions).Find(expression, isCss));
        if (_functions == 0 || !_around.Any(SassDirective.IsControl)) // half a function is none, and Sass may not come to it
        {
            Require(new RunRefusals(text, _definitions).Find(expression));
        }
    }

    // A module of Sass's own is put right; what others bring is not known.
    private void RequireNamespace(string name)
    {
        if (_names.Namespaces.Contains(name))
        {
            return;
        }

        if (name is not ("math" or "color" or "string" or "list" or "map" or "selector" or "meta"))
        {
            throw new NotConvertibleException($"there is no module '{name}' in the output");
        }

        _missing.Add(new ScssStatement { Text = $"@use \"sass:{name}\"" });
        _names.Namespaces.Add(name);
    }

    // Sass evaluates interpolation in comments too. Without its braces it is text.
    private void LookAtComment(ScssComment comment)
    {
        foreach (var (whole, expression) in StatementTexts.Interpolations(comment.Text, isComment: true))
        {
            var text = whole[expression.Start..expression.End];
            try
            {
                Look(whole, expression, isCss: false);
            }
            catch (NotConvertibleException)
            {
                comment.Text = comment.Text.Replace(text, text[2..^1], StringComparison.Ordinal);
            }
        }
    }
}
