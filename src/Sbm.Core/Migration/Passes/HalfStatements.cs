using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>Statements that no Sass can read, such as those that somebody began and left: one of them keeps a whole output from compiling.</summary>
internal static class HalfStatements
{
    /// <summary>Looks at what is no at-rule and no property whose value is raw text.</summary>
    /// <exception cref="NotConvertibleException">Sass cannot read it.</exception>
    internal static void CheckDeclaration(string text)
    {
        if (ScssDeclaration.Read(text) is not { Name.Length: > 0 } declaration)
        {
            throw new NotConvertibleException("it is no declaration");
        }

        if (declaration.ValueStart == declaration.ValueEnd)
        {
            throw new NotConvertibleException("it has no value");
        }

        if (SassExpressionReader.Read(text, declaration.ValueStart, declaration.ValueEnd) is null)
        {
            throw new NotConvertibleException("Sass cannot read its value");
        }

        if (declaration.Name is "-")
        {
            throw new NotConvertibleException("it has no name");
        }
    }

    /// <summary>Looks at the head of a block of nested properties.</summary>
    /// <exception cref="NotConvertibleException">Sass cannot read it.</exception>
    internal static void CheckNest(string text)
    {
        if (ScssDeclaration.Read(text) is { } declaration && ScssText.SkipSpaceAndComments(text, declaration.ValueStart) < declaration.ValueEnd
            && SassExpressionReader.Read(text, declaration.ValueStart, declaration.ValueEnd) is null)
        {
            throw new NotConvertibleException("Sass cannot read its value");
        }
    }

    /// <summary>Looks at an at-rule that has no block.</summary>
    /// <exception cref="NotConvertibleException">Sass wants one.</exception>
    internal static void CheckWithoutBlock(SassDirective directive)
    {
        if (directive.Name is "at-root" or "media" or "supports" or "mixin" or "function" or "if" or "else" or "else if" or "each" or "for" or "while")
        {
            throw new NotConvertibleException($"'@{directive.Name}' has no block");
        }
    }

    /// <exception cref="NotConvertibleException">It begins with an <c>@else</c>, whose <c>@if</c> is missing.</exception>
    internal static void CheckUnit(List<ScssNode> unit)
    {
        if (SassDirective.Read(unit[0].Head)?.Name is "else" or "else if")
        {
            throw new NotConvertibleException("no '@if' stands before it");
        }
    }

    /// <exception cref="NotConvertibleException">Something that it needs is missing.</exception>
    internal static void CheckDirective(string text, SassDirective directive)
    {
        bool Has(string word) => SassDirective.IndexOfWord(text, directive.RestStart, word) >= 0;
        var isWhole = directive.Name switch
        {
            "if" or "else if" or "while" or "return" or "debug" or "warn" or "error" => SassExpressionReader.Read(text, directive.RestStart, text.Length) is not null,
            "each" => SassDirective.IndexOfWord(text, directive.RestStart, "in") is >= 0 and var at && SassExpressionReader.Read(text, at + 2, text.Length) is not null,
            "for" => Has("from") && (Has("to") || Has("through")),
            "media" or "supports" or "extend" => directive.RestStart < text.Length,
            "mixin" or "function" or "include" => directive.Target.Length > 0,
            _ => true,
        };
        if (!isWhole)
        {
            throw new NotConvertibleException($"Sass cannot read what stands behind '@{directive.Name}'");
        }
    }
}
