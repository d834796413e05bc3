using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Outputs;

/// <summary>Finds the custom properties that outputs use, in one pass over their text.</summary>
internal static class CustomPropertyUses
{
    private const string Use = "var(";

    /// <param name="texts">The outputs.</param>
    /// <param name="withFallback">Only those that bring a value of their own: <c>var(--x, red)</c>.</param>
    /// <returns>Names with <c>--</c>.</returns>
    internal static HashSet<string> In(IEnumerable<string> texts, bool withFallback)
    {
        var names = new HashSet<string>();
        foreach (var text in texts)
        {
            for (var at = text.IndexOf(Use, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Use, at, StringComparison.Ordinal))
            {
                var start = at + Use.Length;
                at = ScssText.EndOfName(text, start);

                if (!withFallback || (at < text.Length && text[at] == ','))
                {
                    names.Add(text[start..at]);
                }
            }
        }

        return names;
    }
}
