using System.Net;
using System.Net.Sockets;

namespace Sbm.Core.Firebase;

/// <summary>Makes the HTTP handlers that everything here speaks through.</summary>
internal static class FirebaseHttp
{
    private const int NetworkSendBufferBytes = 16 * 1024;

    /// <param name="options">The bounds.</param>
    /// <param name="isPlain">
    /// Whether it is for plain HTTP, that is to this machine or an emulator: then no proxy is used, which would see the credential.
    /// </param>
    internal static SocketsHttpHandler Handler(FirebaseOptions options, bool isPlain) => new()
    {
        AllowAutoRedirect = false, // a credential goes to the configured host and nowhere else
        UseCookies = false,
        UseProxy = !isPlain,
        ConnectTimeout = options.ConnectTimeout,
        ActivityHeadersPropagator = null,
        ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, ct).ConfigureAwait(false);
                if (options.SendBufferBytes is not null || !IsThisMachine(socket.RemoteEndPoint))
                {
                    socket.SendBufferSize = options.SendBufferBytes ?? NetworkSendBufferBytes;
                }

                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    private static bool IsThisMachine(EndPoint? remote) => remote is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address);
}
