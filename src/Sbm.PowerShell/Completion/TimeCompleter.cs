using System.Collections;

namespace Sbm;

/// <summary>Offers what a point in time or a span is mostly given as.</summary>
public sealed class TimeCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary bound) =>
        parameterName.ToUpperInvariant() is "SINCE" or "UNTIL" ? ["today", "yesterday", "1h", "12h", "1d", "7d", "30d"] : ["30s", "1m", "5m", "1h"];
}
