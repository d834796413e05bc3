using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// What an output refers to is defined in it, before Sass comes there, and takes what it is given. A module of Sass's own that it lacks is
/// used. Not thread-safe.
/// </summary>
/// <param name="names">What the output defines.</param>
/// <param name="definitions">What the theme defines itself.</param>
/// <param name="position">Where the pass is.</param>
internal sealed class ReferenceCheck(OutputNames names, ThemeDefinitions definitions, SheetPosition position)
{
    private readonly HashSet<string> _defined = []; // the mixins, functions and variables that Sass has come to

    /// <summary>The <c>@use</c> that the output needs besides its own.</summary>
    internal List<ScssStatement> MissingUses { get; } = [];

    internal void Define(SassDirective definition) => _defined.Add(KeyOf(definition.Name, definition.Target));

    internal void Declare(string variable) => (position.Locals ?? _defined).Add(variable);

    /// <summary>A statement becomes a comment. Those who use what it defines are said to lack it, not to come before it.</summary>
    /// <returns>Whether it defines anything.</returns>
    internal bool LeaveOut(ScssNode node)
    {
        var definition = SassDirective.Read(node.Head) is { Name: "mixin" or "function" } directive
            ? KeyOf(directive.Name, directive.Target)
            : VariableAssignment.Read(node)?.Name;
        if (definition is not null)
        {
            _defined.Add(definition);
        }

        return definition is not null;
    }

    /// <exception cref="NotConvertibleException">The mixin is not there, or does not take these arguments.</exception>
    internal void CheckInclude(string text, SassDirective include)
    {
        var mixin = include.Target;
        if (mixin.Contains('.', StringComparison.Ordinal))
        {
            RequireNamespace(mixin[..mixin.IndexOf('.', StringComparison.Ordinal)]);
            return;
        }

        if (!names.Mixins.Contains(mixin))
        {
            throw new NotConvertibleException($"the mixin '{mixin}' is not defined in the output");
        }

        if (position.RunsOnce && !_defined.Contains(KeyOf("mixin", mixin)))
        {
            throw new NotConvertibleException($"the mixin '{mixin}' is defined behind it");
        }

        if (include.RestStart >= text.Length || text[include.RestStart] != '(')
        {
            CheckArguments("mixin", mixin, []);
        }
        else if (SassExpressionReader.ReadArguments(text, include.RestStart, text.Length) is { } call)
        {
            CheckArguments("mixin", mixin, call.Arguments);
        }
    }

    /// <exception cref="NotConvertibleException">Something that the expression names is not there, or does not take its arguments.</exception>
    internal void Check(string text, SassExpression expression) => expression.Contains(part =>
    {
        switch (part)
        {
            case VariableUse { Module: null } variable when !position.IsLocal(variable.Name):
                CheckGlobal(variable.Name);
                break;
            case VariableUse { Module: { } module }:
                RequireNamespace(module);
                break;
            case FunctionCall { Module: null or "meta", Name: "call", Arguments: [{ Name: null, Value: Identifier or QuotedString } function, ..] }
                when CssMath.IsKnown(text[function.Value.Start..function.Value.End].Trim('"', '\'').ToLowerInvariant()):
                throw new NotConvertibleException("Sass calls no calculation by its name");
            case FunctionCall { Module: { } module }:
                RequireNamespace(module);
                break;
            case FunctionCall { NameParts.Count: 0 } call when definitions.IsFunction(call.Name) && !names.Functions.Contains(call.Name):
                throw new NotConvertibleException($"the function '{call.Name}' is not defined in the output");
            case FunctionCall { NameParts.Count: 0 } call when _defined.Contains(KeyOf("function", call.Name)): // before, it is Sass's or CSS's own
                CheckArguments("function", call.Name, call.Arguments);
                break;
        }

        return false;
    });

    private void CheckGlobal(string variable)
    {
        if (!names.Globals.Contains(variable))
        {
            throw new NotConvertibleException($"the variable '${variable}' is not declared in the output");
        }

        if (!_defined.Contains(variable) && !names.AssignedElsewhere.Contains(variable) && position.RunsOnce)
        {
            throw new NotConvertibleException($"the variable '${variable}' is declared behind it");
        }
    }

    private void CheckArguments(string kind, string name, IReadOnlyList<Argument> arguments)
    {
        if (names.Signatures.Refuse(kind, name, arguments) is { } refusal)
        {
            throw new NotConvertibleException(refusal);
        }
    }

    // A module of Sass's own is put right; what others bring is not known.
    private void RequireNamespace(string name)
    {
        if (names.Namespaces.Contains(name))
        {
            return;
        }

        if (name is not ("math" or "color" or "string" or "list" or "map" or "selector" or "meta"))
        {
            throw new NotConvertibleException($"there is no module '{name}' in the output");
        }

        MissingUses.Add(new ScssStatement { Text = $"@use \"sass:{name}\"" });
        names.Namespaces.Add(name);
    }

    private static string KeyOf(string kind, string name) => $"@{kind} {name.ToLowerInvariant()}";
}
