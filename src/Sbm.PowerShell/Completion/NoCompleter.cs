using System.Collections;

namespace Sbm;

/// <summary>Offers nothing, for text that only its writer knows: without it PowerShell would offer file names.</summary>
public sealed class NoCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary bound) => [];
}
