using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Mixins;
using Sbm.Core.Migration.Scopes;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>
/// Rules 4 and 5. Top-level variables leave, and their uses become <c>var()</c>, <c>calc()</c> or literals; colour functions become
/// colours.
/// </summary>
internal sealed class VariablePass(ThemeVariables variables, ThemeDefinitions definitions, MigrationLog log) : ScopedPass(variables, definitions, log)
{
    private static readonly System.Buffers.SearchValues<char> NoPlainValue = System.Buffers.SearchValues.Create("$({+*/%<>=\"' \n");

    protected override bool LocalsLeave => true;

    protected override IReadOnlyList<ScssNode>? ConvertStatement(ScssStatement statement)
    {
        if (VariableAssignment.Read(statement) is { } assignment)
        {
            return ConvertAssignment(statement, assignment);
        }

        if (statement.IsRawBlock)
        {
            statement.Text = PlainText.Convert(statement.Text, Rewriter);
        }
        else if (SassDirective.Read(statement.Text) is { } directive)
        {
            statement.Text = ConvertDirective(statement.Text, directive);
        }
        else if (statement.Text.AsSpan().IndexOfAny('$', '(') >= 0)
        {
            ReportUnknownFunctions(statement);
            statement.Text = ConvertDeclaration(statement.Text, statement.IsCustomProperty);
        }

        return null;
    }

    protected override void ConvertPrelude(ScssBlock block)
    {
        var directive = SassDirective.Read(block.Prelude);
        if (block.Prelude.AsSpan().IndexOfAny('$', '(') >= 0)
        {
            block.Prelude = directive is { } known ? ConvertDirective(block.Prelude, known)
                : block.IsPropertyNest ? ConvertDeclaration(block.Prelude, isRaw: false)
                : PlainText.Convert(block.Prelude, Rewriter).TrimStart(); // "#{$parent} a" without a parent
        }
    }

    protected override string ConvertComments(string text) => CommentText.Convert(text, Rewriter);

    private IReadOnlyList<ScssNode>? ConvertAssignment(ScssStatement statement, VariableAssignment assignment)
    {
        var binding = Scope.IsTopLevel ? Variables.After(statement) : null;
        if (binding is not null and not SassBinding && CommonTheme.IsAssignment(statement))
        {
            return [];
        }

        if (binding is LiteralBinding or CssBinding)
        {
            Log.NameValue(assignment.Name, (binding as LiteralBinding)?.Text ?? ((CssBinding)binding).Css);
            return [];
        }

        if (Definitions.IsUnconvertible("$" + assignment.Name) && Variables.Kept(assignment.Name) is not null)
        {
            throw new NotConvertibleException($"another declaration of '${assignment.Name}' was not converted");
        }

        var (start, end) = (assignment.Parts.ValueStart, assignment.Parts.ValueEnd);
        if (binding is UnavailableBinding && SassExpressionReader.Read(statement.Text, start, end) is { } unavailable)
        {
            Rewriter(statement.Text).ToCss(unavailable); // says why
            throw new NotConvertibleException("it mixes variables that only Sass knows with such that only Site Builder knows");
        }

        statement.Text = ConvertRange(statement.Text, start, end, toCss: false);
        return null;
    }

    private string ConvertDeclaration(string text, bool isRaw)
    {
        if (ScssDeclaration.Read(text) is not { } declaration)
        {
            return PlainText.Convert(text, Rewriter);
        }

        var name = PlainText.Convert(text[..declaration.ValueStart], Rewriter);
        var value = isRaw ? PlainText.Convert(text[declaration.ValueStart..], Rewriter) : ConvertValue(text, declaration.ValueStart, name);
        return isRaw || !name.StartsWith("--", StringComparison.Ordinal) || value.AsSpan().IndexOfAny(NoPlainValue) < 0
            ? name + value
            : $"#{{\"{name[..name.LastIndexOf(':')].TrimEnd()}\"}}{name[name.LastIndexOf(':')..]}{value}"; // by its bare name Sass would not look into the value
    }

    // What "#{$name}: $value" may declare is a custom property: it has the value itself, as "--name: #{$value}" has.
    private string ConvertValue(string text, int start, string name)
    {
        if (name.StartsWith("--", StringComparison.Ordinal) || (Definitions.NamesOwnProperties && name.StartsWith("#{", StringComparison.Ordinal)))
        {
            try
            {
                return ConvertRange(text, start, text.Length, toCss: true, allowsVar: false)[start..];
            }
            catch (NotConvertibleException)
            {
                // a variable that the theme does not declare
            }
        }

        return ConvertRange(text, start, text.Length, toCss: true)[start..];
    }

    // Sass hands on a function that it does not know as CSS; one of a library that is gone means nothing there.
    private void ReportUnknownFunctions(ScssStatement statement)
    {
        if (!statement.IsCustomProperty
            && ScssDeclaration.Read(statement.Text) is { } declaration
            && SassExpressionReader.Read(statement.Text, declaration.ValueStart, statement.Text.Length) is { } value)
        {
            value.Contains(part =>
            {
                if (part is FunctionCall { Module: null, NameParts.Count: 0 } call
                    && !CssFunctions.IsKnown(call.Name) && !SassFunctions.IsBuiltIn(call.Name) && !Definitions.IsFunction(call.Name))
                {
                    Log.Leave(statement, $"the function '{call.Name}' is not known");
                }

                return false;
            });
        }
    }

    private string ConvertDirective(string text, SassDirective directive) => directive.Name switch
    {
        "include" or "content" => ConvertArguments(text, directive.RestStart),
        "mixin" or "function" => ConvertDefaults(text, directive.RestStart),
        "if" or "else if" or "while" or "return" or "debug" or "warn" or "error" => ConvertRange(text, directive.RestStart, text.Length, toCss: false),
        "each" => ConvertAfter(text, directive.RestStart, "in"),
        "for" => ConvertAfter(text, directive.RestStart, "from"),
        "media" or "supports" or "container" => QueryText.Convert(text, directive.RestStart, Rewriter),
        _ => PlainText.Convert(text, Rewriter),
    };

    private string ConvertAfter(string text, int start, string word)
    {
        var at = SassDirective.IndexOfWord(text, start, word);
        return at < 0 ? text : ConvertRange(text, at + word.Length, text.Length, toCss: false);
    }

    private string ConvertArguments(string text, int start)
    {
        if (start >= text.Length || text[start] != '(' || SassExpressionReader.ReadArguments(text, start, text.Length) is not { } call)
        {
            return PlainText.Convert(text, Rewriter);
        }

        return Replace(text, call.Arguments.Select(static argument => argument.Value), Rewriter(text).ToSass);
    }

    // A default sees the parameters before its own; its own name is still the variable outside.
    private string ConvertDefaults(string text, int start)
    {
        var defaults = new List<(SassExpression Expression, string Text)>();
        Scope.Enter([], isCallable: true);
        try
        {
            foreach (var parameter in SassParameters.Read(text, start))
            {
                if (parameter.DefaultStart >= 0 && SassExpressionReader.Read(text, parameter.DefaultStart, parameter.DefaultEnd) is { } value)
                {
                    defaults.Add((value, Rewriter(text).ToSass(value)));
                }

                Scope.DeclareLocal(parameter.Name);
            }
        }
        finally
        {
            Scope.Leave();
        }

        foreach (var (value, converted) in Enumerable.Reverse(defaults))
        {
            text = string.Concat(text.AsSpan(0, value.Start), converted, text.AsSpan(value.End));
        }

        return text;
    }

    private static string Replace(string text, IEnumerable<SassExpression> parts, Func<SassExpression, string> rewrite)
    {
        foreach (var part in parts.Reverse())
        {
            text = string.Concat(text.AsSpan(0, part.Start), rewrite(part), text.AsSpan(part.End));
        }

        return text;
    }

    private string ConvertRange(string text, int start, int end, bool toCss, bool allowsVar = true)
    {
        if (ScssText.SkipSpaceAndComments(text, start) >= end)
        {
            return text; // as before the brace of nested properties
        }

        if (SassExpressionReader.Read(text, start, end) is not { } expression)
        {
            return text.AsSpan(start, end - start).Contains('$')
                ? throw new NotConvertibleException("this is no value that can be read")
                : text;
        }

        var rewriter = Rewriter(text, allowsVar);
        return Replace(text, [expression], toCss ? rewriter.ToCss : rewriter.ToSass);
    }

    // Browsers do not know var() in descriptors.
    private ExpressionRewriter Rewriter(string text) => Rewriter(text, allowsVar: true);

    private ExpressionRewriter Rewriter(string text, bool allowsVar) =>
        new(text, Scope, Definitions, allowsVar && Enclosing is not ("font-face" or "counter-style" or "page" or "property"));
}
