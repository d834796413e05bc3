using Sbm.Core.Migration.Selectors;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>What Sass evaluates in a finished output, be it in a statement, a block's head or a comment, is what it can read and compute. Not thread-safe.</summary>
/// <param name="definitions">What the theme defines itself.</param>
/// <param name="position">Where the pass is.</param>
/// <param name="references">Whether what is named is there.</param>
internal sealed class EvaluationCheck(ThemeDefinitions definitions, SheetPosition position, ReferenceCheck references)
{
    /// <param name="text">A statement, or the head of a block.</param>
    /// <param name="isRaw">Whether Sass evaluates the interpolation in it alone.</param>
    /// <exception cref="NotConvertibleException">Sass stops there.</exception>
    internal void CheckText(string text, bool isRaw)
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

        if (position.NeverRuns)
        {
            return;
        }

        switch (directive?.Name)
        {
            case "error" when position.RunsOnce:
                throw new NotConvertibleException("Sass stops there");
            case "content" when !position.IsInMixin:
            case "return" when !position.IsInFunction:
                throw new NotConvertibleException($"'@{directive.Value.Name}' is not allowed here");
            case "include":
                references.CheckInclude(text, directive.Value);
                break;
            case "extend" when ScssList.Split(text[directive.Value.RestStart..]).Exists(static target => SelectorSyntax.IsCompound(target.Split('!')[0].Trim())):
                throw new NotConvertibleException("Sass extends no compound selectors any more");
        }

        foreach (var (whole, expression, isCss) in StatementTexts.Expressions(text, directive, isRaw))
        {
            Check(whole, expression, isCss);
        }

        if (StatementTexts.LoopedThrough(text, directive) is { } values)
        {
            Check(text, values, isCss: false);
        }
    }

    /// <param name="text">What the expression was read from.</param>
    /// <param name="expression">Something that Sass evaluates.</param>
    /// <param name="isCss">Whether its value is written to CSS.</param>
    /// <exception cref="NotConvertibleException">Sass stops there.</exception>
    internal void Check(string text, SassExpression expression, bool isCss)
    {
        references.Check(text, expression);
        var isPart = position.IsInFunction && position.IsConditional; // half a function is none, and Sass may not come to it
        var refusal = new SassRefusals(text, definitions).Find(expression, isCss) ?? (isPart ? null : new RunRefusals(text, definitions).Find(expression));
        if (refusal is not null)
        {
            throw new NotConvertibleException(refusal);
        }
    }

    /// <summary>Sass evaluates interpolation in comments too. Where it fails, it goes without its braces: so it is text.</summary>
    internal void CheckComment(ScssComment comment)
    {
        foreach (var (whole, expression) in StatementTexts.Interpolations(comment.Text, isComment: true))
        {
            var text = whole[expression.Start..expression.End];
            try
            {
                Check(whole, expression, isCss: false);
            }
            catch (NotConvertibleException)
            {
                comment.Text = comment.Text.Replace(text, text[2..^1], StringComparison.Ordinal);
            }
        }
    }
}
