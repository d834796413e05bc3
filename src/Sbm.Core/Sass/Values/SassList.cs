namespace Sbm.Core.Sass.Values;

/// <summary>A list. The separator of an empty one means nothing to functions that join lists.</summary>
internal sealed record SassList(IReadOnlyList<SassValue> Items, ListSeparator Separator, bool IsBracketed = false) : SassValue
{
    public override string ToCss() => Write(static item => item.ToCss());

    public override string ToSass() => Write(static item => item.ToSass());

    private string Write(Func<SassValue, string> write)
    {
        if (Items.Count == 0)
        {
            return IsBracketed ? "[]" : "()";
        }

        var css = string.Join(Join(Separator), Items.Select(item => IsGrouped(item) ? $"({write(item)})" : write(item)));
        var isSingle = Items.Count == 1 && Separator != ListSeparator.Space;
        if (isSingle)
        {
            css += Join(Separator).Trim(); // without its comma it would be no list
        }

        return (IsBracketed, isSingle) switch
        {
            (true, _) => $"[{css}]",
            (false, true) => $"({css})",
            _ => css,
        };
    }

    public bool Equals(SassList? other) =>
        other is not null && Separator == other.Separator && IsBracketed == other.IsBracketed && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => HashCode.Combine(Separator, IsBracketed, Items.Count);

    internal static string Join(ListSeparator separator) => separator switch
    {
        ListSeparator.Comma => ", ",
        ListSeparator.Slash => " / ",
        _ => " ",
    };

    private bool IsGrouped(SassValue item) => item is SassList { IsBracketed: false, Items.Count: > 1 } list && !BindsStronger(list.Separator);

    private bool BindsStronger(ListSeparator inner) => Separator switch
    {
        ListSeparator.Comma => inner != ListSeparator.Comma,
        ListSeparator.Slash => inner == ListSeparator.Space,
        _ => false,
    };
}
