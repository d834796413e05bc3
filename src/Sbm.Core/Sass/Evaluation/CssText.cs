using Sbm.Core.Sass.Values;

namespace Sbm.Core.Sass.Evaluation;

/// <summary>CSS that Sass hands on without computing it: <c>calc(100% - 15px)</c>, <c>var(--x)</c>, <c>url(a.png)</c>.</summary>
internal sealed record CssText(string Text) : SassValue
{
    public override string ToCss() => Text;
}
