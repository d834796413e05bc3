using System.Collections;
using Sbm.Core.Settings;

namespace Sbm;

/// <summary>Completes the names of settings.</summary>
public sealed class SettingCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values(string parameterName, IDictionary bound) => SbmSettings.Names;
}
