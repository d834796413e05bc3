using System.ComponentModel;
using System.Diagnostics;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>The other tool that reads stores.</summary>
internal static class Python
{
    /// <summary>Python's json module reads every file of the folder; passed over where there is no Python.</summary>
    internal static void Reads(string folder)
    {
        const string Script = "import json, os, sys\nfor name in os.listdir(sys.argv[1]): json.load(open(os.path.join(sys.argv[1], name), encoding='utf-8'))";
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Script, folder]) { RedirectStandardError = true })!;
            var error = python.StandardError.ReadToEnd();
            python.WaitForExit();
            Assert.True(python.ExitCode == 0, error);
        }
        catch (Win32Exception)
        {
            // Not installed here.
        }
    }
}
