using System.Diagnostics;
using System.Text.Json;

namespace Sbm.Unit.Migration.Equivalence;

/// <summary>
/// Dart Sass in one process for all tests: a compilation costs milliseconds, starting the compiler a second. Requests are
/// answered one at a time; thread-safe. The process ends with its input, when the tests do.
/// </summary>
internal sealed class SassProcess : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<Task<SassProcess>> Shared = new(static () => Task.Run(StartAsync));

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ProcessStartInfo _start;
    private readonly Lock _turn = new();
    private Process _process;

    private SassProcess(ProcessStartInfo start) => (_start, _process) = (start, Process.Start(start)!);

    /// <summary>The process that all tests share.</summary>
    /// <exception cref="SkipException">There is no Node.js, or npm cannot install from where this machine is.</exception>
    internal static Task<SassProcess> GetAsync() => Shared.Value;

    /// <summary>Compiles SCSS as it is compiled today.</summary>
    /// <exception cref="SassException">It does not compile; the message is the compiler's.</exception>
    internal string Compile(string scss) => Compile(scss, file: null, legacy: false);

    /// <summary>Compiles SCSS as legacy themes were compiled; what that Sass does not know, as it is compiled today.</summary>
    /// <param name="scss">The style sheet.</param>
    /// <param name="file">Its path, from which it may load others.</param>
    /// <exception cref="SassException">Neither compiles it; the message is the current compiler's.</exception>
    internal string CompileLegacy(string scss, string? file = null) => Compile(scss, file, legacy: true);

    private string Compile(string scss, string? file, bool legacy)
    {
        Answer answer;
        lock (_turn)
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(new { scss, file, legacy }, Json));
            _process.StandardInput.Flush();
            var line = _process.StandardOutput.ReadLineAsync();
            if (!line.Wait(Patience))
            {
                Dispose();
                _process = Process.Start(_start)!;
                throw new SassException("The compiler does not come to an end.", scss);
            }

            answer = JsonSerializer.Deserialize<Answer>(line.Result ?? throw new SassException("The compiler's process has ended.", scss), Json)!;
        }

        return answer.Css ?? throw new SassException(answer.Error!, scss);
    }

    public void Dispose()
    {
        _process.Kill(); // it may be in a loop without end
        _process.Dispose();
    }

    /// <summary>Another process, the caller's own.</summary>
    /// <exception cref="SkipException">There is no Node.js, or npm cannot install from where this machine is.</exception>
    internal static async Task<SassProcess> StartAsync()
    {
        var modules = await NodePackages.InstallAsync("sass");
        var start = new ProcessStartInfo("node", [Path.Combine(NodePackages.FolderOf("sass"), "compiler.cjs"), modules])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        return new SassProcess(start);
    }

    private sealed record Answer(string? Css, string? Error);
}

/// <summary>What Dart Sass says of SCSS that it does not compile.</summary>
internal sealed class SassException(string message, string scss) : Exception(message)
{
    internal string Scss { get; } = scss;
}
