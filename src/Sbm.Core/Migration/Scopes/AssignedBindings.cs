using Sbm.Core.Migration.Mixins;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Scopes;

/// <summary>What a variable is after it was assigned: a literal, text for CSS, or nothing that an output could say.</summary>
/// <param name="definitions">The theme's own mixins and functions.</param>
internal sealed class AssignedBindings(ThemeDefinitions definitions)
{
    /// <param name="statement">The assignment.</param>
    /// <param name="parts">The same, read.</param>
    /// <param name="variables">What is known of the variables before it.</param>
    /// <returns>Null if only Sass can follow it.</returns>
    internal VariableBinding? Of(ScssStatement statement, ScssDeclaration parts, IVariables variables)
    {
        if (CommonTheme.IsWithoutColor(statement))
        {
            return UnavailableBinding.Instance;
        }

        var text = statement.Text;
        if (SassExpressionReader.Read(text, parts.ValueStart, parts.ValueEnd) is not { } expression)
        {
            return null;
        }

        if (new SassEvaluator(text, variables, definitions).Evaluate(expression) is { } value)
        {
            if (IsPlain(expression))
            {
                return new LiteralBinding(value, OneLine(text[parts.ValueStart..parts.ValueEnd], value));
            }

            var longest = Math.Max(VariableBinding.LongestText, 4 * (parts.ValueEnd - parts.ValueStart)); // a long list of variables is no longer than it was
            return value.ToCss() is var css && css.Length <= longest && MeansItsText(value, css) ? new LiteralBinding(value, css) : null;
        }

        var rewriter = new ExpressionRewriter(text, variables, definitions);
        try
        {
            if (!rewriter.HasUnknown(expression))
            {
                rewriter.ToSass(expression);
                return null;
            }

            return !rewriter.HasSass(expression) && rewriter.ToCss(expression) is { Length: <= VariableBinding.LongestText } css
                ? new CssBinding(OneLine(css, null))
                : UnavailableBinding.Instance;
        }
        catch (NotConvertibleException)
        {
            return UnavailableBinding.Instance;
        }
    }

    /// <summary>Whether nothing changes from the one to the other: a file that is imported twice gives its variables the same values again.</summary>
    internal static bool MeanSame(VariableBinding old, VariableBinding binding) =>
        old is LiteralBinding { Text: var before } && binding is LiteralBinding { Text: var after } ? before == after : old == binding;

    // What unquote() gives need not be what Sass reads in its text.
    private bool MeansItsText(SassValue value, string css) =>
        value is SassNumber or SassColor or SassBoolean or SassNull or SassString { IsQuoted: true } or CssText or SassList { Items.Count: 0 }
        || (SassExpressionReader.Read(css, 0, css.Length) is { } expression && new SassEvaluator(css, NoVariables.Instance, definitions).Evaluate(expression) is { } read
            && AreAlike(value, read));

    // But for decimals that the text leaves out.
    private static bool AreAlike(SassValue value, SassValue read) => (value, read) switch
    {
        (SassMap map, SassMap other) => map.Entries.Count == other.Entries.Count
            && map.Entries.Zip(other.Entries).All(static pair => AreAlike(pair.First.Key, pair.Second.Key) && AreAlike(pair.First.Value, pair.Second.Value)),
        (SassMap, _) => false,
        (SassList list, SassList other) => list.Separator == other.Separator && list.Items.Count == other.Items.Count && list.Items.Zip(other.Items).All(static pair => AreAlike(pair.First, pair.Second)),
        (SassString, SassColor or SassNull or SassBoolean) => false, // the text "red" is no colour
        _ => value.ToCss() == read.ToCss() || value.ToSass() == read.ToSass(), // as it is written, by itself or in a map
    };

    // Written in the source as it is written in CSS.
    private static bool IsPlain(SassExpression expression) => !expression.Contains(static part => part switch
    {
        VariableUse or UnaryOperation or BinaryOperation or Interpolation => true,
        FunctionCall call => call.Module is not null || (SassFunctions.IsBuiltIn(call.Name) && (!CssFunctions.IsAlsoCss(call.Name) || call.Arguments.Count == 2)),
        _ => false,
    });

    private static string OneLine(string text, SassValue? value)
    {
        if (text.AsSpan().IndexOfAny('\n', '\r') < 0 && !text.Contains("/*", StringComparison.Ordinal))
        {
            return text;
        }

        return value?.ToCss() ?? string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
