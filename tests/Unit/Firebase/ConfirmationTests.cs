using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Sbm.Core.Runs;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;

namespace Sbm.Unit.Firebase;

/// <summary>What is an answer of the database, and what is one of somebody on the way to it.</summary>
public sealed class ConfirmationTests : IDisposable
{
    private readonly FirebaseBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("<html>Welcome to the train</html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"cut\":")]
    [InlineData("")]
    public async Task Sync_200WithoutAJsonObject_IsNoConfirmation(string body)
    {
        await using var server = await FaultServer.StartAsync((context, _) => FaultServer.Answer(context, 200, body));
        _bench.Fill(1);

        var report = await _bench.SyncAsync(server.Url);

        Assert.Equal((SyncEnd.Offline, 5), (report.End, server.Requests));
        Assert.Equal(1, _bench.Count(SyncStatus.Pending));
    }

    /// <summary>What a server on this machine answers, with KEY for the key that was sent, and whether that is a confirmation.</summary>
    [Theory]
    [InlineData("""{"a":[1,{}],"users":{"ada@lovelace-example":{"runs":{"KEY":{"slug":"x"}}}}}""", true)] // all that it has
    [InlineData("""{"users/ada@lovelace-example/runs/KEY":{"slug":"x"}}""", true)] // what was sent
    [InlineData("""{"users":{"ada@lovelace-example":{"runs":{"KEY":{}}}},"error":"none"}""", false)]
    [InlineData("""{"error":"sign in to the network first"}""", false)]
    [InlineData("""{"users":{"ada@lovelace-example":{"runs":{"another":{}}}}}""", false)]
    [InlineData("""{"users":{"a":[1,{}]}}""", false)]
    [InlineData("{}", false)]
    public async Task Sync_200FromThisMachine_IsAConfirmationOnlyIfItHasWhatWasSent(string body, bool isOne)
    {
        _bench.Fill(1);
        body = body.Replace("KEY", Sbm.Core.Firebase.RunKey.Of(_bench.Store.ReadAll()[0]), StringComparison.Ordinal);
        await using var server = await FaultServer.StartAsync((context, _) => FaultServer.Answer(context, 200, body));

        var report = await _bench.SyncAsync(server.Url);

        Assert.Equal(isOne ? (SyncEnd.Completed, 1) : (SyncEnd.Offline, 0), (report.End, _bench.Count(SyncStatus.Synced)));
    }

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(206)]
    public async Task Sync_WhatIsNeither200Nor204_IsNoConfirmationThoughItHasWhatWasSent(int status)
    {
        _bench.Fill(1);
        var body = """{"users/ada@lovelace-example/runs/KEY":{"slug":"x"}}""".Replace("KEY", Sbm.Core.Firebase.RunKey.Of(_bench.Store.ReadAll()[0]), StringComparison.Ordinal);
        await using var server = await FaultServer.StartAsync((context, _) => FaultServer.Answer(context, status, body));

        Assert.Equal(SyncEnd.Offline, (await _bench.SyncAsync(server.Url)).End);

        Assert.Equal(1, _bench.Count(SyncStatus.Pending));
    }

    [Fact]
    public async Task Sync_AnswerThatNeverEnds_IsLeftAfterSomeMegabytes()
    {
        // Sockets and not Kestrel, which goes on taking what is written when nobody reads it any more.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = Task.Run(async () =>
        {
            using var client = await listener.AcceptSocketAsync();
            var sent = 0L;
            try
            {
                await client.SendAsync(System.Text.Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n{\"a\":\""));
                var piece = System.Text.Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
                while (sent < 500_000_000)
                {
                    sent += await client.SendAsync(piece);
                }
            }
            catch (SocketException)
            {
                // It is left.
            }

            return sent;
        });
        _bench.Options = _bench.Options with { Retries = 0 };
        _bench.Fill(1);

        var report = await _bench.SyncAsync($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        Assert.Equal(SyncEnd.Offline, report.End);
        Assert.InRange(await server, 1, 60_000_000);
    }

    [Fact]
    public async Task Sync_AnswerThatTricklesLongerThanTheTimeOut_IsWaitedFor()
    {
        _bench.Options = _bench.Options with { ProgressTimeout = TimeSpan.FromSeconds(2) };
        await using var server = await FaultServer.StartAsync(async (context, _) =>
        {
            for (var i = 0; i < 10; i++)
            {
                await context.Response.WriteAsync(i == 0 ? "{" : " ");
                await context.Response.Body.FlushAsync();
                await Task.Delay(300); // the fault itself: ten pieces, each in time, together over the time-out
            }

            await context.Response.WriteAsync($"\"users\":{{\"ada@lovelace-example\":{{\"runs\":{{\"{Sbm.Core.Firebase.RunKey.Of(_bench.Store.ReadAll()[0])}\":1}}}}}}}}");
            return true;
        });
        _bench.Fill(1);

        var report = await _bench.SyncAsync(server.Url);

        Assert.Equal((SyncEnd.Completed, 1, 1), (report.End, report.Synced, report.Requests));
        Assert.True(report.Duration > TimeSpan.FromSeconds(2), "The answer should take longer than the time-out.");
    }
}
