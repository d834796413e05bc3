using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Evaluation;

/// <summary>A value as <c>#{…}</c> inserts it: strings lose their quotes, lists in lists their parentheses.</summary>
internal static class InsertedText
{
    internal static string Of(SassValue value) => value switch
    {
        SassString s => s.Text,
        SassNull => string.Empty,
        SassNumber { Written: { } written } number => written.Contains('/', StringComparison.Ordinal) ? written : number.Computed,
        SassColor color => color.ToText(),
        SassList { Items.Count: > 0 } list => string.Join(SassList.Join(list.Separator), list.Items.Where(static item => !IsBlank(item)).Select(Of)) is var items && list.IsBracketed ? $"[{items}]" : items,
        _ => value.ToCss(),
    };

    // Such items of a list are not written.
    private static bool IsBlank(SassValue value) => value switch
    {
        SassNull or SassString { IsQuoted: false, Text.Length: 0 } => true,
        SassList { IsBracketed: false } list => list.Items.All(IsBlank),
        _ => false,
    };
}
