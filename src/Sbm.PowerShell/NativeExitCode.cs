using System.Management.Automation;

namespace Sbm;

/// <summary>
/// Watches <c>$LASTEXITCODE</c> while a script runs: 0 before it, and as it was before if the script ran no native command.
/// </summary>
internal sealed class NativeExitCode
{
    private const string Name = "global:LASTEXITCODE";
    private readonly PSVariableIntrinsics _variables;
    private readonly object? _before;
    private readonly object _none = 0; // a native command sets another 0 than this one

    internal NativeExitCode(PSVariableIntrinsics variables)
    {
        _variables = variables;
        _before = variables.GetValue(Name);
        variables.Set(Name, _none);
    }

    /// <summary>The exit code that the last native command left; null if there was none.</summary>
    internal int? End()
    {
        var value = _variables.GetValue(Name);
        if (!ReferenceEquals(value, _none))
        {
            return value as int?;
        }

        _variables.Set(Name, _before);
        return null;
    }
}
