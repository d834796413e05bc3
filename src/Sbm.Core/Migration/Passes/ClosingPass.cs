using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Scopes;
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
    private readonly ThemeDefinitions _definitions;
    private readonly MigrationLog _log;
    private readonly OutputNames _names;
    private readonly SheetPosition _position = new();
    private readonly ReferenceCheck _references;
    private readonly EvaluationCheck _evaluation;
    private bool _hasLeftDefinitions;

    private ClosingPass(List<ScssNode> nodes, ThemeDefinitions definitions, MigrationLog log)
    {
        (_definitions, _log) = (definitions, log);
        _names = OutputNames.Of(nodes);
        _references = new ReferenceCheck(_names, definitions, _position);
        _evaluation = new EvaluationCheck(definitions, _position, _references);
    }

    /// <param name="nodes">The finished output, the modules that it uses at its top.</param>
    /// <param name="definitions">What the theme defines itself.</param>
    /// <param name="log">Where what is found is reported.</param>
    internal static void Apply(List<ScssNode> nodes, ThemeDefinitions definitions, MigrationLog log)
    {
        ClosingPass pass;
        do
        {
            pass = new ClosingPass(nodes, definitions, log);
            pass.Look(nodes);
            nodes.InsertRange(0, pass._references.MissingUses);
        }
        while (pass._hasLeftDefinitions); // without a definition, those who use it go too
    }

    private void Look(List<ScssNode> nodes)
    {
        var kept = new List<ScssNode>(nodes.Count);
        var neverRuns = _position.NeverRuns;
        foreach (var unit in StatementUnits.Of(nodes))
        {
            try
            {
                HalfStatements.CheckUnit(unit);
                var branches = Branches.NeverRun(unit, NoVariables.Instance, _definitions);
                foreach (var node in unit)
                {
                    _position.NeverRuns = neverRuns || branches.Contains(node);
                    Look(node);
                }

                kept.AddRange(unit);
            }
            catch (NotConvertibleException reason)
            {
                if (_position.IsInFunction)
                {
                    throw; // half a function is none; no filter, which would run before the function is left
                }

                _log.LeaveOut(unit[0], reason.Message);
                kept.AddRange(NotConverted.Comment(unit));
                unit.ForEach(node => _hasLeftDefinitions |= _references.LeaveOut(node));
            }
            finally
            {
                _position.NeverRuns = neverRuns;
            }
        }

        nodes.Clear();
        nodes.AddRange(kept);
    }

    private void Look(ScssNode node)
    {
        switch (node)
        {
            case ScssComment { IsLine: false } comment when !_position.NeverRuns:
                _evaluation.CheckComment(comment);
                break;
            case ScssStatement statement:
                LookAtStatement(statement);
                break;
            case ScssBlock block:
                LookAtBlock(block);
                break;
        }
    }

    private void LookAtStatement(ScssStatement statement)
    {
        if (!_position.TakesDeclarations && statement is { IsAtRule: false, IsVariable: false, Text.Length: > 0 } && !statement.Text.Contains(".$", StringComparison.Ordinal))
        {
            throw new NotConvertibleException("it stands in no rule, where Sass takes no declaration");
        }

        var directive = SassDirective.Read(statement.Text);
        if (directive is { } atRule && !statement.IsRawBlock)
        {
            HalfStatements.CheckWithoutBlock(atRule);
        }

        _evaluation.CheckText(statement.Text, statement.IsCustomProperty || statement.IsRawBlock);
        if (directive?.Name == "include" && !_position.NeverRuns)
        {
            LookForFont(statement, directive.Value);
        }

        if (statement is { IsAtRule: false, IsCustomProperty: false, Text.Length: > 0 })
        {
            HalfStatements.CheckDeclaration(statement.Text);
        }

        if (!_position.NeverRuns && !statement.IsCustomProperty && OldTextPass.HasNull(statement.Text))
        {
            _log.Leave(statement, "the current Sass reads '\\0' otherwise where it computes with it");
        }

        if (VariableAssignment.Read(statement) is { } assignment)
        {
            _references.Declare(assignment.Name);
        }
    }

    private void LookAtBlock(ScssBlock block)
    {
        var directive = SassDirective.Read(block.Prelude);
        if (directive is { Name: "mixin" or "function" } definition)
        {
            _references.Define(definition);
            DefinitionRefusals.Check(block, definition, _log);
            StatementPlaces.CheckDefinition(definition, _position.AtRules);
        }

        _position.NeverRuns |= _names.NeverRuns(block, directive);
        if (directive?.Name == "function")
        {
            StatementPlaces.CheckFunction(block, isCalled: !_position.NeverRuns);
        }

        if (block.IsPropertyNest)
        {
            HalfStatements.CheckNest(block.Prelude);
        }

        if (directive is { } atRule && !_position.NeverRuns)
        {
            LookAtAtRule(block, atRule);
        }

        var isRule = block.IsRule; // its selector may become an "@at-root"
        if (isRule)
        {
            LookAtRule(block);
        }

        _position.Enter(block.Prelude, directive, isRule);
        try
        {
            if (!isRule)
            {
                _evaluation.CheckText(block.Prelude, isRaw: false);
            }

            Look(block.Children);
        }
        finally
        {
            _position.Leave();
        }
    }

    private void LookAtAtRule(ScssBlock block, SassDirective directive)
    {
        switch (directive.Name)
        {
            case "media":
                QueryRefusals.Check(block, directive, _position.Queries, _log);
                break;
            case "include" when _names.Signatures.RefusesContent(directive.Target):
                throw new NotConvertibleException($"the mixin '{directive.Target}' takes no block");
            case "font-face" or "include":
                LookForFont(block, directive);
                break;
        }
    }

    private void LookForFont(ScssNode node, SassDirective directive)
    {
        if (_position.IsInRule && (directive.Name == "font-face" || _names.FontMixins.Contains(directive.Target)))
        {
            _log.Leave(node, "the old Sass wrote a '@font-face' in a rule in such a way that browsers ignored it, the current one makes a font of it");
        }
    }

    private void LookAtRule(ScssBlock rule)
    {
        if (_position.IsInRule && _position.IsInKeyframes)
        {
            throw new NotConvertibleException("Sass takes no rules in those of '@keyframes' any more");
        }

        if (_position.NeverRuns)
        {
            return;
        }

        if (_position.AtRules.FirstOrDefault()?.EndsWith("keyframes", StringComparison.Ordinal) == true)
        {
            StatementPlaces.CheckFrame(rule.Prelude);
        }

        SelectorRefusals.Check(rule, _position, _log);
        foreach (var (text, expression) in StatementTexts.Interpolations(rule.Prelude))
        {
            _evaluation.Check(text, expression, isCss: false);
            if (expression is { Value: FunctionCall { Module: null, NameParts.Count: 0 } call } && !SassFunctions.IsBuiltIn(call.Name) && !_names.Functions.Contains(call.Name))
            {
                throw new NotConvertibleException($"what '{call.Name}' gives is no selector to Sass");
            }
        }
    }
}
