using System.Runtime.CompilerServices;
using Sbm.Core.Settings;

namespace Sbm.Unit;

/// <summary>What the processes that tests start inherit.</summary>
internal static class ProcessesOfTests
{
    /// <summary>They are soon over: neither compiling code again, nor keeping its pages from being writable, pays for itself.</summary>
    [ModuleInitializer]
    internal static void Hasten()
    {
        Environment.SetEnvironmentVariable("DOTNET_TC_CallCounting", "0");
        Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
        Environment.SetEnvironmentVariable("DOTNET_EnableWriteXorExecute", "0");
    }

    /// <summary>No setting of whoever runs the tests, and nothing that leads to a database or an account of theirs.</summary>
    [ModuleInitializer]
    internal static void ForgetSettings()
    {
        var others = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(static name => name.StartsWith("FIREBASE", StringComparison.Ordinal) || name.StartsWith("GOOGLE", StringComparison.Ordinal));
        foreach (var name in SettingInfo.All.SelectMany(static setting => setting.Variables).Concat(others))
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }
}
