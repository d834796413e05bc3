using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sbm.FaultDatabase;

/// <summary>
/// A database on loopback that misbehaves as the test says. Without a say of the test's it keeps what it is sent, and
/// answers as Firebase does.
/// </summary>
internal sealed class FaultServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stop = new();
    private int _requests;

    private FaultServer(WebApplication app) => _app = app;

    /// <summary>What to do with a request instead; false means to go on as usual.</summary>
    internal Func<HttpContext, int, Task<bool>> Fault { get; set; } = (_, _) => Task.FromResult(false);

    internal string Url { get; private set; } = string.Empty;

    internal int Port => new Uri(Url).Port;

    internal int Requests => Volatile.Read(ref _requests);

    /// <summary>What the database holds, by path.</summary>
    internal Dictionary<string, JsonElement> Content { get; } = [];

    /// <summary>The runs that it holds, by path: what users have, and not what the team is told.</summary>
    internal IReadOnlyDictionary<string, JsonElement> Runs
    {
        get
        {
            lock (Content)
            {
                return Content.Where(static pair => pair.Key.StartsWith("users/", StringComparison.Ordinal)).ToDictionary();
            }
        }
    }

    /// <summary>Every request's target with its query, and its Authorization header.</summary>
    internal List<(string Target, string Authorization)> Seen { get; } = [];

    /// <summary>Ends when the server is stopped; a request that is never answered waits for it.</summary>
    internal CancellationToken Stopping => _stop.Token;

    /// <param name="fault">What to do with a request instead.</param>
    /// <param name="outside">Answers requests that are none to the database, and are not counted; false means that it is one.</param>
    internal static async Task<FaultServer> StartAsync(Func<HttpContext, int, Task<bool>>? fault = null, Func<HttpContext, Task<bool>>? outside = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MinRequestBodyDataRate = null);
        var server = new FaultServer(builder.Build());
        server.Fault = fault ?? server.Fault;
        server._app.Run(async context =>
        {
            if (outside is null || !await outside(context))
            {
                await server.AnswerAsync(context);
            }
        });
        await server._app.StartAsync();
        server.Url = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return server;
    }

    internal static Task<bool> Answer(HttpContext context, int status, string body = "", string? retryAfter = null)
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return WriteAsync(context, body);
    }

    /// <summary>Resets the connection.</summary>
    internal static Task<bool> Reset(HttpContext context)
    {
        context.Abort();
        return Task.FromResult(true);
    }

    internal async Task<bool> HangAsync()
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
    }

    private static async Task<bool> WriteAsync(HttpContext context, string body)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        await context.Response.WriteAsync(body);
        return true;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var number = Interlocked.Increment(ref _requests);
        lock (Seen)
        {
            Seen.Add((context.Request.Path + context.Request.QueryString.Value, context.Request.Headers.Authorization.ToString()));
        }

        if (await Fault(context, number))
        {
            return;
        }

        switch (context.Request.Method)
        {
            case "GET":
                await context.Response.WriteAsync(Read(context));
                break;
            case "DELETE":
                Remove(DatabasePath(context));
                await context.Response.WriteAsync("null");
                break;
            default:
                await KeepAsync(context);
                context.Response.StatusCode = 204;
                break;
        }
    }

    /// <summary>Takes in what a PATCH or PUT brings, and does not answer it.</summary>
    internal async Task KeepAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var at = DatabasePath(context);
        lock (Content)
        {
            if (context.Request.Method == "PUT")
            {
                Remove(at);
                Content[at] = body.RootElement.Clone();
                return;
            }

            var written = body.RootElement.EnumerateObject().ToDictionary(path => at.Length == 0 ? path.Name : $"{at}/{path.Name}", static path => path.Value.Clone());
            foreach (var below in Content.Keys.Where(path => Above(path).Any(written.ContainsKey)).ToList())
            {
                Content.Remove(below);
            }

            foreach (var (path, value) in written)
            {
                Content[path] = value;
            }
        }
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path[..end];
        }
    }

    private static string DatabasePath(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/');
        return path.EndsWith(".json", StringComparison.Ordinal) ? path[..^".json".Length].Trim('/') : path;
    }

    private void Remove(string at)
    {
        lock (Content)
        {
            foreach (var path in Content.Keys.Where(path => path == at || path.StartsWith(at + "/", StringComparison.Ordinal)).ToList())
            {
                Content.Remove(path);
            }
        }
    }

    private string Read(HttpContext context)
    {
        lock (Content)
        {
            return DatabaseTree.Read(Content, DatabasePath(context), shallow: context.Request.Query["shallow"] == "true");
        }
    }
}
