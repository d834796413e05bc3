using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sbm.Unit.Firebase;

/// <summary>A server on Node.js; killed when the test is over.</summary>
internal sealed class NodeServer : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(4);
    private readonly Process _process;

    private NodeServer(Process process, int port) => (_process, Port) = (process, port);

    internal int Port { get; }

    internal string Url => $"http://127.0.0.1:{Port}";

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a script and waits until it answers on its port.</summary>
    internal static async Task<NodeServer> StartAsync(string script, int port, string home, params string[] arguments)
    {
        var start = new ProcessStartInfo("node") { WorkingDirectory = home, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = home;
        start.ArgumentList.Add(script);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new NodeServer(process, port);
        using var client = new HttpClient();
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(server.Url + "/.json"));
                return server;
            }
            catch (HttpRequestException) when (watch.Elapsed < StartTimeout && !process.HasExited)
            {
                await Task.Delay(100); // it is starting; it tells nobody when it is ready
            }
            catch
            {
                server.Dispose();
                throw;
            }
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
