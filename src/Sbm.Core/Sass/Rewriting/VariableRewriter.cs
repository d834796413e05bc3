using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Rewriting;

/// <summary>What takes a variable's place: <c>var()</c> or its value, or the variable itself where it stays Sass.</summary>
/// <param name="text">The text that it was read from.</param>
/// <param name="variables">What is known of the variables there.</param>
/// <param name="definitions">What the theme defines itself.</param>
/// <param name="allowsVar">Whether browsers know <c>var()</c> there.</param>
internal sealed class VariableRewriter(string text, IVariables variables, ThemeDefinitions definitions, bool allowsVar)
{
    /// <summary>In a property's value.</summary>
    /// <exception cref="NotConvertibleException"/>
    internal string ToCss(VariableUse variable)
    {
        if (variable.Module is not null)
        {
            return Slice(variable);
        }

        return variables.Find(variable.Name) switch
        {
            LiteralBinding descriptor when !allowsVar => descriptor.Text,
            SassBinding => Slice(variable),
            UnavailableBinding => throw Unavailable(variable),
            LiteralBinding { Value: SassNull or SassBoolean or SassMap or SassList { Items.Count: 0 } } literal => literal.Text,
            LiteralBinding literal when literal.Text.Contains('!', StringComparison.Ordinal) => literal.Text, // "!important" is no value
            null or CssBinding when !allowsVar => throw new NotConvertibleException($"browsers do not know var() here, and '{Slice(variable)}' is not declared in the theme"),
            LiteralBinding literal => $"var({definitions.CustomProperty(variable.Name)}, {literal.Text})",
            CssBinding { IsLocal: true } local => local.Css,
            CssBinding css => $"var({definitions.CustomProperty(variable.Name)}, {css.Css})",
            _ => $"var({SiteBuilderNames.CustomProperty(variable.Name)})",
        };
    }

    /// <summary>Where Sass needs the value itself.</summary>
    /// <exception cref="NotConvertibleException"/>
    internal string ToSass(VariableUse variable)
    {
        if (variable.Module is not null)
        {
            return Slice(variable);
        }

        return variables.Find(variable.Name) switch
        {
            SassBinding => Slice(variable),
            LiteralBinding literal => InSass(literal.Value, literal.Text),
            UnavailableBinding => throw Unavailable(variable),
            _ => throw new NotConvertibleException($"the variable '{Slice(variable)}' is not declared in the theme"),
        };
    }

    /// <summary>A list stays one value among others only in parentheses.</summary>
    internal static string Grouped(SassValue value, string text) =>
        value is SassList { IsBracketed: false, Items.Count: > 1 } ? $"({text})" : text;

    /// <summary>A value as Sass has to read it again.</summary>
    /// <param name="value">The value.</param>
    /// <param name="css">As it is written to CSS.</param>
    internal string InSass(SassValue value, string css) => Grouped(value, definitions.ComputesWithColors && value.ToSass() is var sass && sass != value.ToCss() ? sass : css);

    private NotConvertibleException Unavailable(VariableUse variable) => new($"the declaration of '{Slice(variable)}' was not converted");

    private string Slice(VariableUse variable) => text[variable.Start..variable.End];
}
