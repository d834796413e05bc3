using System.Runtime.CompilerServices;

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
}
