using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Sbm.Core.Runs;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;

namespace Sbm.Unit.Firebase;

/// <summary>Each way in which a database or the way to it can fail: the end, the statuses, and that nothing is lost.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly FirebaseBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Sync_HealthyDatabase_HasEveryRunUnderItsKeyWithoutSyncFields()
    {
        await using var server = await FaultServer.StartAsync();
        _bench.Fill(3);

        var report = await _bench.SyncAsync(server.Url);

        Assert.Equal((SyncEnd.Completed, 3, 1), (report.End, report.Synced, report.Requests));
        Assert.Equal("/.json?print=silent", Assert.Single(server.Seen).Target);
        var run = _bench.Store.ReadAll()[0].Record;
        var value = server.Content[$"users/ada@lovelace-example/runs/theme-000_2026-01-11_10-00-00_{run.Id![^8..]}"];
        Assert.Equal(run.Id, value.GetProperty("id").GetString());
        Assert.DoesNotContain(value.EnumerateObject(), field => field.Name.StartsWith("sync", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sync_NobodyListens_IsOfflineAfterFourRetries()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        _bench.Fill(2);

        var report = await _bench.SyncAsync($"http://127.0.0.1:{port}");

        Assert.Equal((SyncEnd.Offline, 5), (report.End, report.Requests));
        Assert.Contains("refuses the connection", _bench.Store.ReadAll()[0].Record.SyncError, StringComparison.Ordinal);
        Assert.Equal(2, _bench.Count(SyncStatus.Pending));
    }

    [Fact]
    public async Task Sync_HostThatDoesNotResolve_SaysSo()
    {
        await using var identity = await FaultServer.StartAsync((context, _) =>
            FaultServer.Answer(context, 200, """{"idToken":"id","refreshToken":"refresh","expiresIn":"3600","localId":"u"}"""));
        _bench.Home.Variables["FIREBASE_AUTH_EMULATOR_HOST"] = new Uri(identity.Url).Authority;
        _bench.Fill(1);
        _bench.Options = _bench.Options with { Retries = 1 };

        var report = await _bench.SyncAsync("https://no-such-host.invalid", new() { ApiKey = "key" });

        Assert.Equal(SyncEnd.Offline, report.End);
        Assert.Equal(1, _bench.Count(SyncStatus.Pending));
        Assert.Contains("the host no-such-host.invalid is not known", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_AcceptedAndNeverAnswered_IsOfflineWithinTheTimeOuts()
    {
        await using var server = await FaultServer.StartAsync();
        server.Fault = (_, _) => server.HangAsync();
        _bench.Options = _bench.Options with { ProgressTimeout = TimeSpan.FromMilliseconds(200) };
        _bench.Fill(2);
        var watch = Stopwatch.StartNew();

        var report = await _bench.SyncAsync(server.Url);

        Assert.Equal((SyncEnd.Offline, 5), (report.End, report.Requests));
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(20));
        Assert.Equal(2, _bench.Count(SyncStatus.Pending));
    }

    [Fact]
    public async Task Sync_CalledOffWhileTheDatabaseHangs_EndsSoon()
    {
        await using var server = await FaultServer.StartAsync();
        using var cancel = new CancellationTokenSource();
        server.Fault = (_, _) =>
        {
            cancel.Cancel();
            return server.HangAsync();
        };
        _bench.Fill(2);

        var report = await _bench.SyncAsync(server.Url, ct: cancel.Token);

        Assert.Equal(SyncEnd.Cancelled, report.End);
        Assert.InRange(report.Duration, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(2, _bench.Count(SyncStatus.Pending));
    }

    [Fact]
    public async Task Sync_LinkThatTakesNothing_HalvesTheBatchBeforeItIsOffline()
    {
        // Accepted by the system, read by nobody: sending comes to a halt when the buffers are full.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Server.ReceiveBufferSize = 4096;
        listener.Start();
        _bench.Options = _bench.Options with { ProgressTimeout = TimeSpan.FromMilliseconds(200), SendBufferBytes = 4096 };
        _bench.Fill(4, padding: 900_000);

        var report = await _bench.SyncAsync($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        Assert.Equal((SyncEnd.Offline, 3), (report.End, report.Requests)); // 4, 2, 1
        Assert.Equal(4, _bench.Count(SyncStatus.Pending));
    }

    [Fact]
    public async Task Sync_ResetInTheMiddleOfTheAnswer_IsRepeated()
    {
        await using var server = await FaultServer.StartAsync(async (context, number) =>
        {
            if (number > 2)
            {
                return false;
            }

            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{\"users\":");
            await context.Response.Body.FlushAsync();
            return await FaultServer.Reset(context);
        });
        _bench.Fill(2);

        var report = await _bench.SyncAsync(server.Url);

        Assert.Equal((SyncEnd.Completed, 3, 2), (report.End, report.Requests, server.Content.Count));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Sync_TransientError_IsRepeatedFourTimesAndThenOffline(int status)
    {
        await using var server = await FaultServer.StartAsync((context, _) => FaultServer.Answer(context, status, "{\"error\":\"busy\"}"));
        _bench.Fill(2);

        var report = await _bench.SyncAsync(server.Url);

        Assert.Equal((SyncEnd.Offline, 5), (report.End, server.Requests));
        Assert.Equal(2, _bench.Count(SyncStatus.Pending));
        Assert.Equal($"busy ({status})", _bench.Store.ReadAll()[0].Record.SyncError);

        server.Fault = (_, _) => Task.FromResult(false);
        Assert.Equal(2, (await _bench.SyncAsync(server.Url)).Synced);
    }

    [Fact]
    public async Task Sync_Redirect_IsNotFollowed()
    {
        await using var other = await FaultServer.StartAsync();
        await using var server = await FaultServer.StartAsync((context, _) =>
        {
            context.Response.Headers.Location = other.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/.json";
            return FaultServer.Answer(context, 307);
        });
        _bench.Fill(1);

        var report = await _bench.SyncAsync(server.Url);

        Assert.Equal((SyncEnd.Refused, 0, 1), (report.End, other.Requests, _bench.Count(SyncStatus.Pending)));
        Assert.Contains("redirects to localhost", report.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_OddNamesInARun_AreMadeLegalAndNumbersKeepTheirDigits()
    {
        await using var server = await FaultServer.StartAsync();
        File.WriteAllText(
            _bench.Home.StorePath,
            """{"runs":[{"slug":"a/b.c","timestamp":"2026-01-11T10:00:00Z","n":1.500,"big":12345678901234567890123,"a.b/c":{"$x":[{"#":null},"t\u00e4"]},"":1,"sync_note":"x","synced_at":null}]}""");

        await _bench.SyncAsync(server.Url);

        var value = server.Content["users/ada@lovelace-example/runs/a-b-c_2026-01-11_10-00-00"];
        Assert.Equal(
            """{"slug":"a/b.c","timestamp":"2026-01-11T10:00:00Z","n":1.500,"big":12345678901234567890123,"a-b-c":{"-x":[{"-":null},"t\u00e4"]},"-":1}""",
            value.GetRawText());
    }
}
