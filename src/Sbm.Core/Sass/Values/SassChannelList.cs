namespace Sbm.Core.Sass.Values;

/// <summary>The channels of a colour in one argument: <c>10 20 30</c> or <c>10 20 30 / 50%</c>.</summary>
internal static class SassChannelList
{
    /// <summary>
    /// Three channels and an alpha, if there is one; null for any other list. The slash may hold the whole list and the
    /// alpha, or only the last channel and the alpha.
    /// </summary>
    internal static (SassValue, SassValue, SassValue, SassValue?)? Read(SassValue? argument) => argument switch
    {
        SassList { Separator: ListSeparator.Slash, IsBracketed: false, Items: [SassList channels, var alpha] } => Read(channels, alpha),
        SassList list => Read(list, null),
        _ => null,
    };

    private static (SassValue, SassValue, SassValue, SassValue?)? Read(SassList channels, SassValue? alpha) => channels switch
    {
        { Separator: not ListSeparator.Space } or { IsBracketed: true } => null,
        { Items: [var first, var second, SassList { Separator: ListSeparator.Slash, Items: [var third, var last] }] } when alpha is null =>
            (first, second, third, last),
        { Items: [var first, var second, var third] } => (first, second, third, alpha),
        _ => null,
    };
}
