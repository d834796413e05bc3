using Microsoft.AspNetCore.Http;
using Sbm.Core.Runs;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;

namespace Sbm.Unit.Firebase;

/// <summary>What the database does not take: the runs that are refused are found, and the others arrive.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly FirebaseBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private void AssertNothingIsLost(int runs) =>
        Assert.Equal(runs, _bench.Count(SyncStatus.Synced) + _bench.Count(SyncStatus.Pending) + _bench.Count(SyncStatus.Failed));

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(413)]
    public async Task Sync_OneRunIsRefused_TheOthersArriveAndItIsFailed(int status)
    {
        await using var server = await FaultServer.StartAsync();
        server.Fault = async (context, _) =>
        {
            context.Request.EnableBuffering();
            using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
            var isRefused = (await reader.ReadToEndAsync()).Contains("theme-003_", StringComparison.Ordinal);
            context.Request.Body.Position = 0;
            return isRefused && await FaultServer.Answer(context, status, "{\"error\":\"Permission denied\"}");
        };
        _bench.Fill(20);

        var report = await _bench.SyncAsync(server.Url);

        Assert.Equal((SyncEnd.Completed, 19, 19), (report.End, report.Synced, server.Content.Count));
        Assert.Equal(("theme-003", $"Permission denied ({status})"), (report.Refused.Single().Run.Slug, report.Refused.Single().Reason));
        Assert.Equal(1, _bench.Count(SyncStatus.Failed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(499)]
    public async Task Sync_TheFirstOrTheLastOf500IsRefused_IsFoundWithin24Requests(int bad)
    {
        await using var server = await FaultServer.StartAsync();
        server.Fault = async (context, _) =>
        {
            context.Request.EnableBuffering();
            using var reader = new StreamReader(context.Request.Body, leaveOpen: true);
            var isRefused = (await reader.ReadToEndAsync()).Contains($"theme-{bad:000}_", StringComparison.Ordinal);
            context.Request.Body.Position = 0;
            return isRefused && await FaultServer.Answer(context, 401, "{\"error\":\"Permission denied\"}");
        };
        _bench.Fill(500);

        var report = await _bench.SyncAsync(server.Url);

        Assert.Equal((SyncEnd.Completed, 499, $"theme-{bad:000}"), (report.End, server.Content.Count, report.Refused.Single().Run.Slug));
        Assert.InRange(server.Requests, 1, 24);
        AssertNothingIsLost(500);
    }

    [Fact]
    public async Task Sync_AllAreRefused_EndsWithin24Requests()
    {
        await using var server = await FaultServer.StartAsync((context, _) => FaultServer.Answer(context, 401, "{\"error\":\"Permission denied\"}"));
        _bench.Fill(500);

        var report = await _bench.SyncAsync(server.Url);

        Assert.Equal((SyncEnd.Refused, 8), (report.End, _bench.Count(SyncStatus.Failed)));
        Assert.InRange(server.Requests, 8, 24);
        AssertNothingIsLost(500);
    }

    [Theory]
    [InlineData(401, "Could not parse auth token.")]
    [InlineData(402, "Over quota")]
    [InlineData(404, "no such database")]
    [InlineData(412, "precondition")]
    public async Task Sync_AnswerAboutTheDatabaseOrTheCredential_MarksNoRun(int status, string error)
    {
        await using var server = await FaultServer.StartAsync((context, _) => FaultServer.Answer(context, status, $"{{\"error\":\"{error}\"}}"));
        _bench.Fill(3);

        var report = await _bench.SyncAsync(server.Url);

        Assert.Equal((SyncEnd.Refused, 1, 3), (report.End, server.Requests, _bench.Count(SyncStatus.Pending)));
        Assert.Equal("DatabaseRefused", report.Fault!.ErrorId);
        Assert.Contains(error, report.Fault.Message, StringComparison.Ordinal);
    }
}
