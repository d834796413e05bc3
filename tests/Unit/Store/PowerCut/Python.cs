using System.ComponentModel;
using System.Diagnostics;

namespace Sbm.Unit.Store.PowerCut;

/// <summary>The other tool that reads stores: one process for all of them.</summary>
internal sealed class Python : IDisposable
{
    private const string Script = """
        import json, os, sys
        for line in sys.stdin:
            folder = line.rstrip('\n')
            wrong = 'read'
            for name in os.listdir(folder):
                try:
                    with open(os.path.join(folder, name), encoding='utf-8') as file: json.load(file)
                except ValueError as error:
                    wrong = f'{name}: {error}'
            print(wrong, flush=True)
        """;

    private readonly Process? _process = Start();

    /// <summary>Python's json module reads every file of the folder; passed over where there is no Python.</summary>
    internal void Reads(string folder)
    {
        if (_process is not null)
        {
            _process.StandardInput.WriteLine(folder);
            _process.StandardInput.Flush();
            Assert.Equal("read", _process.StandardOutput.ReadLine());
        }
    }

    public void Dispose()
    {
        _process?.StandardInput.Close(); // then it ends
        _process?.WaitForExit();
        _process?.Dispose();
    }

    private static Process? Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("python3", ["-c", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true });
        }
        catch (Win32Exception)
        {
            return null; // not installed here
        }
    }
}
