using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Sbm.Core.Firebase.Http;
using Sbm.FaultDatabase;

namespace Sbm.Unit.Firebase;

/// <summary>How long is waited before a request is repeated, with the bounds that users have.</summary>
public sealed class RetryTests
{
    private readonly ImpatientTime _time = new(longest: TimeSpan.FromMinutes(5));

    private async Task<(HttpAnswer Answer, int Requests)> SendAsync(string? retryAfter)
    {
        await using var server = await FaultServer.StartAsync((context, _) => FaultServer.Answer(context, 503, "{\"error\":\"busy\"}", retryAfter));
        var options = new FirebaseOptions { ProgressTimeout = TimeSpan.FromHours(1) };
        using var connection = new FirebaseConnection(options, _time, NullLogger.Instance, isPlain: true);
        var answer = await connection.SendAsync(new FirebaseRequest("A test", HttpMethod.Get, new Uri(server.Url)), default);
        return (answer, server.Requests);
    }

    [Fact]
    public async Task Retry_WithoutASayOfTheServers_WaitsLongerFromTimeToTimeAndNeverTwiceTheSame()
    {
        const int Times = 60;
        var waits = new List<TimeSpan[]>();
        for (var i = 0; i < Times; i++)
        {
            _time.Waits.Clear();
            Assert.Equal(5, (await SendAsync(null)).Requests);
            waits.Add([.. _time.Waits]);
        }

        Assert.All(waits, each => Assert.Equal(4, each.Length));
        Assert.All(waits.SelectMany(each => each), wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(30)));
        var means = Enumerable.Range(0, 4).Select(i => waits.Average(each => each[i].TotalSeconds)).ToArray();
        Assert.InRange(means[0], 0.2, 1.2);
        Assert.True(means[3] > means[0] * 3, $"The waits grow too little: {string.Join(", ", means)}");
        Assert.True(waits.Select(each => each[0]).Distinct().Count() > Times / 2, "The waits have no jitter.");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    [InlineData(60, 60)]
    [InlineData(3600, 60)]
    public async Task Retry_AfterTheSecondsThatTheServerAsksFor_AtMost60(int asked, int waited)
    {
        var (_, requests) = await SendAsync(asked.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(5, requests);
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(waited), waited == 0 ? 0 : 4), _time.Waits);
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(86400, 60)]
    [InlineData(-20, 0)]
    public async Task Retry_AtTheDateThatTheServerNames_AtMost60SecondsAhead(int ahead, int waited)
    {
        var (_, requests) = await SendAsync(ImpatientTime.Now.AddSeconds(ahead).ToString("R", CultureInfo.InvariantCulture));

        Assert.Equal(5, requests);
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(waited), waited == 0 ? 0 : 4), _time.Waits);
    }
}
