using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Scopes;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.LateDeclarations;

/// <summary>
/// The Sass of legacy themes put the declarations of a rule before the rules nested in it, wherever they stood; the current one leaves them
/// where they stand. So they are written there. Comes after the common theme's mixins are expanded. Not thread-safe.
/// </summary>
internal sealed class LateDeclarationPass
{
    private readonly Emissions _emissions;
    private readonly VariableScopes _scopes;
    private readonly MigrationLog _log;
    private string? _mixin;

    private bool _hasOrdered;

    private readonly ThemeDefinitions _definitions;
    private readonly OrderingAllowance _allowance;

    private LateDeclarationPass(List<ScssNode> nodes, ThemeDefinitions definitions, OrderingAllowance allowance, MigrationLog log) =>
        (_emissions, _scopes, _definitions, _allowance, _log) = (new Emissions(nodes, definitions), new VariableScopes(nodes), definitions, allowance, log);

    internal static void Apply(List<ScssNode> nodes, ThemeDefinitions definitions, MigrationLog log)
    {
        var allowance = new OrderingAllowance(nodes);
        LateDeclarationPass pass;
        do
        {
            allowance.BeginRound();
            pass = new LateDeclarationPass(nodes, definitions, allowance, log);
            pass.ApplyInside(nodes, isTopLevel: true);
        }
        while (pass._hasOrdered); // a mixin that was expanded has fewer callers to agree with
    }

    private void ApplyInside(List<ScssNode> nodes, bool isTopLevel = false)
    {
        foreach (var unit in StatementUnits.Of(nodes))
        {
            _emissions.Running = !isTopLevel ? _emissions.Running : SassDirective.Read(unit[0].Head) is { Name: "mixin" } ? null : unit[0];
            foreach (var node in unit.Except(Branches.NeverRun(unit, _definitions)))
            {
                if (node is ScssBlock { IsPropertyNest: false } block)
                {
                    Apply(block);
                }
                else if (VariableAssignment.Read(node) is { Parts.IsGlobal: false } assignment)
                {
                    _scopes.Declare(assignment.Name);
                }
            }
        }
    }

    // From the inside out: what a block writes is known when it is in order itself.
    private void Apply(ScssBlock block)
    {
        var directive = SassDirective.Read(block.Prelude);
        if (directive?.Name == "function" || _definitions.IsNeverUsed(block))
        {
            return;
        }

        var outer = _mixin;
        _mixin = directive is { Name: "mixin" } definition ? definition.Target : outer;
        var parameters = BlockLocals.Of(block.Prelude, directive).ToList();
        _scopes.Enter(parameters);
        ApplyInside(block.Children);
        _scopes.Leave();
        var content = _emissions.ContentOf(_mixin);
        var isForItsCallers = directive?.Name == "mixin" && content is { Declarations: true, Rules: true }; // who include it have it expanded
        if (!isForItsCallers && !_emissions.Of(block.Children, content).IsOrdered)
        {
            _scopes.Enter(parameters);
            Order(block);
            _scopes.Leave();
        }

        _mixin = outer;
    }

    private void Order(ScssBlock block)
    {
        try
        {
            _allowance.Take(0);
            var content = _emissions.ContentOf(_mixin);
            var split = new DeclarationSplit(_emissions, _scopes, _allowance, content, block.Children, SassDirective.Read(block.Prelude)?.Name is "for" or "each" or "while");
            var ordered = split.Apply();
            if (!_emissions.Of(ordered, content).IsOrdered)
            {
                throw new NotConvertibleException("they cannot be told from what is among them");
            }

            block.Children.Clear();
            block.Children.AddRange(ordered);
            _emissions.Forget();
            _hasOrdered = true;
            _log.CountLateDeclarations(split.Moved);
        }
        catch (NotConvertibleException reason)
        {
            _log.Leave(block, $"declarations stay behind nested rules: {reason.Message}");
        }
    }
}
