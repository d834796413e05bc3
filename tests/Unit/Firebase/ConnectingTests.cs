using System.Net;
using System.Net.Sockets;
using System.Text;
using Sbm.Core.Firebase.Http;
using Sbm.Core.Sync;
using Sbm.FaultDatabase;

namespace Sbm.Unit.Firebase;

/// <summary>Ways to a host that lead nowhere, and what is said of them.</summary>
public sealed class ConnectingTests : IDisposable
{
    private readonly FirebaseBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [SkippableFact]
    public async Task Connect_OneAddressSwallowsPackets_TheOtherOneIsTakenSoon()
    {
        Skip.IfNot(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        await using var server = await FaultServer.StartAsync();
        using var blackHole = new FullListener(IPAddress.IPv6Loopback, server.Port);
        var options = new FirebaseOptions
        {
            ConnectTimeout = TimeSpan.FromMinutes(5),
            ConnectHeadStart = TimeSpan.FromMilliseconds(20),
            Resolve = (_, _) => Task.FromResult(new[] { IPAddress.IPv6Loopback, IPAddress.Loopback }),
        };

        using var stream = await new HappyEyeballs(options).ConnectAsync("a host", new DnsEndPoint("a.example", server.Port), default)
            .WaitAsync(TimeSpan.FromMinutes(1));

        Assert.True(stream.CanWrite);
    }

    [Fact]
    public async Task Connect_NoAddressAnswers_SaysSoInTimeForEach()
    {
        using var listener = new FullListener(IPAddress.Loopback, 0);
        var options = new FirebaseOptions
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(300),
            ConnectHeadStart = TimeSpan.FromMilliseconds(1),
            Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Loopback, IPAddress.Loopback }),
        };

        var error = await Assert.ThrowsAsync<ConnectFailedException>(
            () => new HappyEyeballs(options).ConnectAsync("a.example", new DnsEndPoint("a.example", listener.Port), default));

        Assert.Contains("within 0.3 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_NameServerDoesNotAnswer_SaysSo()
    {
        var options = new FirebaseOptions
        {
            ResolveTimeout = TimeSpan.FromMilliseconds(10),
            Resolve = (_, _) => new TaskCompletionSource<IPAddress[]>().Task,
        };

        var error = await Assert.ThrowsAsync<ConnectFailedException>(
            () => new HappyEyeballs(options).ConnectAsync("a.example", new DnsEndPoint("a.example", 443), default));

        Assert.Contains("looked up", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_ToAPlainPort_IsToldAsWhatItIs()
    {
        await using var server = await FaultServer.StartAsync();
        _bench.Options = _bench.Options with { Retries = 0 };
        _bench.Home.Variables["FIREBASE_AUTH_EMULATOR_HOST"] = new Uri(server.Url).Authority;
        server.Fault = (context, _) => FaultServer.Answer(context, 200, """{"idToken":"id","refreshToken":"refresh","expiresIn":"3600","localId":"u"}""");
        _bench.Fill(1);

        var report = await _bench.SyncAsync(server.Url.Replace("http:", "https:", StringComparison.Ordinal), new() { ApiKey = "key" });

        Assert.Equal(SyncEnd.Offline, report.End);
        Assert.Contains("does not speak TLS", report.Message, StringComparison.Ordinal);
        Assert.False(SyncRemedy.Of(report.Message!).MendsItself);
    }

    [Fact]
    public void Failures_OfAProxy_AreToldAsTheProxys()
    {
        var failures = new NetworkFailure { Proxy = new WebProxy("http://ada:hunter2@proxy.example:3128") };
        var refused = new HttpRequestException(HttpRequestError.ProxyTunnelError, "The proxy tunnel request to proxy 'x' failed with status code '407'.");

        var said = failures.Describe(refused, new Uri("https://database.example"));

        Assert.Contains("the proxy proxy.example:3128 wants a user name and password", said, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONNECT is refused")]
    [InlineData("no HTTP")]
    [InlineData("no answer")]
    public async Task Connect_ThroughAProxyThatFails_NamesTheProxy(string what)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = listener.LocalEndpoint.ToString();
        var answering = Task.CompletedTask;
        if (what == "CONNECT is refused")
        {
            listener.Stop();
        }
        else
        {
            answering = AnswerAsync(listener, what == "no HTTP" ? "SSH-2.0-x\r\n\r\n" : string.Empty);
        }

        var options = new FirebaseOptions { Proxy = new WebProxy($"http://{address}") };
        var (handler, failures) = FirebaseHttp.Create(options, isPlain: false);
        using var client = new HttpClient(handler);
        var exchange = new HttpExchange(client, failures, options, TimeProvider.System);

        var answer = await exchange.SendAsync(new FirebaseRequest("Asking", HttpMethod.Get, new Uri("https://database.example")), default);
        await answering;

        Assert.Contains($"the proxy {address}", answer.Failure, StringComparison.Ordinal);
        Assert.Contains("HTTPS_PROXY", SyncRemedy.Of(answer.Failure!).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Handler_HttpsToThisMachine_GoesPastAnyProxy()
    {
        Assert.Null(FirebaseHttp.ProxyOf(new Uri("https://127.0.0.1:9")));
        var (handler, failures) = FirebaseHttp.Create(new FirebaseOptions(), isPlain: false);
        using (handler)
        {
            Assert.True(handler.Proxy!.IsBypassed(new Uri("http://localhost:1")));
            Assert.Same(handler.Proxy, failures.Proxy);
        }
    }

    private static async Task AnswerAsync(TcpListener listener, string text)
    {
        using var client = await listener.AcceptTcpClientAsync();
        _ = await client.GetStream().ReadAsync(new byte[4096]);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
    }

    /// <summary>A port whose queue of connections is full: the system answers no more of them.</summary>
    private sealed class FullListener : IDisposable
    {
        private readonly Socket _socket;
        private readonly List<Socket> _waiting = [];

        internal FullListener(IPAddress address, int port)
        {
            _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            _socket.Bind(new IPEndPoint(address, port));
            _socket.Listen(0);
            for (var i = 0; i < 16; i++)
            {
                var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                _waiting.Add(socket);
                try
                {
                    socket.Connect(_socket.LocalEndPoint!);
                }
                catch (SocketException)
                {
                    // under way
                }
            }
        }

        internal int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

        public void Dispose()
        {
            _waiting.ForEach(socket => socket.Dispose());
            _socket.Dispose();
        }
    }
}
