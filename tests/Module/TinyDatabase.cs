using System.Net;
using System.Net.Sockets;

namespace Sbm.ModuleTests;

/// <summary>The least that answers as the database does: says 204 to everything, or what the test wants, or nothing at all.</summary>
internal sealed class TinyDatabase : IDisposable
{
    private readonly HttpListener _listener = new();

    internal TinyDatabase(int status = 204, bool hangs = false)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _ = AnswerAsync(status, hangs);
    }

    internal string Url { get; }

    /// <summary>Completes when the first request is there.</summary>
    internal TaskCompletionSource Reached { get; } = new();

    /// <summary>What was sent.</summary>
    internal List<string> Bodies { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync(int status, bool hangs)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                Reached.TrySetResult();
                if (hangs)
                {
                    continue;
                }

                using var reader = new StreamReader(context.Request.InputStream);
                Bodies.Add(await reader.ReadToEndAsync());
                context.Response.StatusCode = status;
                if (status != 204)
                {
                    context.Response.OutputStream.Write("{\"error\":\"Permission denied\"}"u8);
                }

                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Disposed of.
        }
    }
}
