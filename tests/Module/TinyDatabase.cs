using System.Net;
using System.Net.Sockets;

namespace Sbm.ModuleTests;

/// <summary>The least that answers as the database does: says 204 to everything, or what the test wants, or nothing until it is let.</summary>
internal sealed class TinyDatabase : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly TaskCompletionSource _released = new();
    private readonly Func<HttpListenerRequest, (int Status, string Body)> _answer;

    internal TinyDatabase(int status = 204, bool hangs = false)
        : this(_ => (status, status == 204 ? string.Empty : "{\"error\":\"Permission denied\"}"), hangs)
    {
    }

    /// <param name="answer">What to say to a request.</param>
    /// <param name="hangs">Whether to say nothing until <see cref="Release"/>.</param>
    internal TinyDatabase(Func<HttpListenerRequest, (int Status, string Body)> answer, bool hangs = false)
    {
        _answer = answer;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        if (!hangs)
        {
            Release();
        }

        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _ = AnswerAsync();
    }

    internal string Url { get; }

    /// <summary>Completes when the first request is there.</summary>
    internal TaskCompletionSource Reached { get; } = new();

    /// <summary>What was sent.</summary>
    internal List<string> Bodies { get; } = [];

    /// <summary>To which targets.</summary>
    internal List<string> Targets { get; } = [];

    /// <summary>Has every request answered from now on, those that wait included.</summary>
    internal void Release() => _released.TrySetResult();

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                Reached.TrySetResult();
                _ = AnswerAsync(context);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Disposed of.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        await _released.Task;
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var body = await reader.ReadToEndAsync();
            lock (Bodies)
            {
                Bodies.Add(body);
                Targets.Add(context.Request.RawUrl!);
            }

            (context.Response.StatusCode, var said) = _answer(context.Request);
            if (said.Length > 0)
            {
                context.Response.OutputStream.Write(System.Text.Encoding.UTF8.GetBytes(said));
            }

            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // Who asked has left, or the database is disposed of.
        }
    }
}
