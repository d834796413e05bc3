using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;
using Sbm.Core.Settings;

namespace Sbm;

/// <summary>
/// Finds Sbm.Core for this assembly: in the module's <c>dependencies</c> folder, in a load context of its own, so that its
/// packages never meet those of another module, whatever their versions and the order of loading.
/// </summary>
/// <remarks>
/// The engine creates this class when it imports the module, before any cmdlet runs. Nothing that the engine looks at
/// until then may need Core: no type of this assembly derives from a type of Core or has a field of one of its structs.
/// </remarks>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly Lazy<DependencyContext> Dependencies = new(static () => new DependencyContext(
        Path.Combine(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!, "dependencies")));

    private static int _imports;

    /// <inheritdoc />
    public void OnImport()
    {
        // Imported into several runspaces of a process, the module is one assembly and needs one handler.
        if (Interlocked.Increment(ref _imports) == 1)
        {
            AssemblyLoadContext.Default.Resolving += ResolveCore;
        }

        if (MayHaveDestination)
        {
            BackgroundSync.TriggerIfPending();
        }
    }

    // Where nothing could name a database there is nothing to send, and an import does without Core: the names are constants.
    private static bool MayHaveDestination =>
        IsSet(DestinationNames.Variable) || IsSet(DestinationNames.SharedVariable) || IsSet(DestinationNames.EmulatorVariable)
        || Environment.GetEnvironmentVariable(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is not { Length: > 0 } home
        || File.Exists(Path.Combine(home, DestinationNames.Folder, DestinationNames.ConfigFile));

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };

    /// <summary>The views go; the handler stays: this assembly stays loaded, and another runspace may be using it.</summary>
    /// <param name="psModuleInfo">The module that was removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => SessionViews.Unload();

    private static Assembly? ResolveCore(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == "Sbm.Core" ? Dependencies.Value.LoadFromAssemblyName(name) : null;

    /// <summary>Loads what lies in the folder; everything else is the runtime's.</summary>
    private sealed class DependencyContext(string folder) : AssemblyLoadContext("Sbm")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var path = Path.Combine(folder, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
