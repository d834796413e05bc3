using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sbm.Bench;

/// <summary>What a database must do at least: read each request, understand it as JSON, and confirm it. It keeps nothing, and so has nothing to give back.</summary>
internal sealed class LoopbackDatabase : IDisposable
{
    private readonly WebApplication _app;

    internal LoopbackDatabase()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
        _app.StartAsync().GetAwaiter().GetResult();
        Url = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    internal string Url { get; }

    /// <summary>How long a confirmation takes, as over a network.</summary>
    internal TimeSpan Latency { get; set; }

    public void Dispose() => ((IDisposable)_app).Dispose();

    private async Task AnswerAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.WriteAsync("null"); // nothing is there
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency);
        }

        context.Response.StatusCode = body.RootElement.ValueKind == JsonValueKind.Object ? 204 : 400;
    }
}
