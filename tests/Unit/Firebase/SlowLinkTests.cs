using System.Net;
using System.Net.Sockets;
using System.Text;
using Sbm.Core.Runs;
using Sbm.Core.Sync;

namespace Sbm.Unit.Firebase;

/// <summary>Links that are bad rather than gone.</summary>
public sealed class SlowLinkTests : IDisposable
{
    private readonly FirebaseBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Sync_UploadThatTricklesLongerThanTheTimeOut_Delivers()
    {
        const int Piece = 16 * 1024;
        _bench.Options = _bench.Options with { ProgressTimeout = TimeSpan.FromSeconds(3), SendBufferBytes = 4096 };
        _bench.Fill(4, padding: 250_000);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Server.ReceiveBufferSize = 4096;
        listener.Start();
        var reading = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            var piece = new byte[Piece];
            for (var received = string.Empty; !received.EndsWith("}}", StringComparison.Ordinal);)
            {
                var length = await stream.ReadAsync(piece);
                received = length > 0 ? Encoding.ASCII.GetString(piece, 0, length) : throw new EndOfStreamException();
                await Task.Delay(15); // the fault itself: hundreds of pieces, each in time, together over the time-out
            }

            await stream.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());
        });

        var report = await _bench.SyncAsync($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        await reading.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((SyncEnd.Completed, 4, 1), (report.End, report.Synced, report.Requests));
        Assert.True(report.Duration > _bench.Options.ProgressTimeout, "The upload should take longer than the time-out.");
    }

    [SkippableFact]
    public async Task Sync_HostThatDoesNotAnswerAtAll_IsOfflineWithinTheConnectTimeOuts()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Elsewhere a full backlog refuses, and does not keep silent.");
        using var silent = new Socket(SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        silent.Listen(0);
        var address = (IPEndPoint)silent.LocalEndPoint!;
        var full = Enumerable.Range(0, 4).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp)).ToList();
        full.ForEach(socket => _ = socket.ConnectAsync(address)); // from now on the system drops whoever knocks
        _bench.Options = _bench.Options with { ConnectTimeout = TimeSpan.FromMilliseconds(200), Retries = 1 };
        _bench.Fill(1);

        var report = await _bench.SyncAsync($"http://127.0.0.1:{address.Port}");

        full.ForEach(socket => socket.Dispose());
        Assert.Equal((SyncEnd.Offline, 2, 1), (report.End, report.Requests, _bench.Count(SyncStatus.Pending)));
        Assert.Contains("within 0.2 s", report.Message, StringComparison.Ordinal);
    }
}
