namespace Sbm.Core.Sass.Values;

/// <summary>
/// A function of Sass: what a module calls it (if one has it), what it is called without a module (if it can be), and its
/// parameters as Sass names them: <c>list, n</c>. One that may be left out ends with <c>?</c>, the last one takes the
/// rest with <c>...</c>, and those after <c>*</c> are given by name alone.
/// </summary>
/// <param name="Body">
/// Computes the result from one argument per parameter, null for what was left out, followed by the rest. Null where
/// Sass reports an error or the result is nothing that these values hold.
/// </param>
internal sealed record SassFunction(
    string? Module, string? Name, string? GlobalName, string Parameters, Func<SassValue?[], SassValue?> Body)
{
    private readonly string[] _parameters = Parameters.Split(", ");

    /// <summary>Calls the function; null also if the arguments do not fit the parameters.</summary>
    internal SassValue? Call(IReadOnlyList<SassValue> positional, IReadOnlyDictionary<string, SassValue> named) =>
        Bind(positional, named) is { } arguments ? Body(arguments) : null;

    /// <summary>Whether so many arguments, and further ones of these names, fit the parameters.</summary>
    internal bool Fits(int positional, IReadOnlyList<string> named) =>
        Bind([.. Enumerable.Repeat(SassNull.Instance, positional)], named.Distinct().ToDictionary(static name => name, static SassValue (_) => SassNull.Instance)) is not null;

    private SassValue?[]? Bind(IReadOnlyList<SassValue> positional, IReadOnlyDictionary<string, SassValue> named)
    {
        var bound = new List<SassValue?>();
        var (taken, takenByName, isNamedOnly) = (0, 0, false);
        foreach (var parameter in _parameters)
        {
            var name = parameter.TrimEnd('?', '.');
            if (parameter == "*")
            {
                isNamedOnly = true;
            }
            else if (parameter.EndsWith("...", StringComparison.Ordinal))
            {
                bound.AddRange(positional.Skip(taken));
                taken = Math.Max(taken, positional.Count);
            }
            else if (!isNamedOnly && taken < positional.Count)
            {
                bound.Add(positional[taken++]);
            }
            else if (named.TryGetValue(name, out var value))
            {
                bound.Add(value);
                takenByName++;
            }
            else if (parameter.EndsWith('?'))
            {
                bound.Add(null);
            }
            else
            {
                return null;
            }
        }

        return taken == positional.Count && takenByName == named.Count ? [.. bound] : null;
    }
}
