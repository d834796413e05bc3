namespace Sbm.Core.Sass.Values;

/// <summary>What stands between the items of a list.</summary>
internal enum ListSeparator
{
    Comma,
    Space,
    Slash,
}
