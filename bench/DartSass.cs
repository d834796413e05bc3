using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Sbm.Bench;

/// <summary>Dart Sass from npm, as the tests have it (tests/node), in one process that stays: its start is not measured.</summary>
internal sealed class DartSass : IDisposable
{
    private readonly Process _process;

    /// <param name="node">The folder tests/node.</param>
    internal DartSass(string node)
    {
        using var install = Start(Path.Combine(node, "install.js"), "sass");
        var packages = install.StandardOutput.ReadToEnd().TrimEnd().Split('\n')[^1];
        _process = Start(Path.Combine(node, "sass", "compiler.cjs"), packages);
    }

    /// <summary>What the process has used so far.</summary>
    internal TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>What <see cref="Compile"/> takes: SCSS, packed once.</summary>
    internal static string Request(string scss) => JsonSerializer.Serialize(new { scss });

    /// <returns>How long the answer is that holds the CSS.</returns>
    /// <exception cref="InvalidOperationException">It does not compile; the message is the compiler's.</exception>
    internal int Compile(string request)
    {
        _process.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine() ?? string.Empty;
        return answer.StartsWith("{\"css\"", StringComparison.Ordinal) ? answer.Length : throw new InvalidOperationException($"Dart Sass did not compile the theme: {answer}");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.Dispose();
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("node", arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        StandardOutputEncoding = Encoding.UTF8,
    })!;
}
