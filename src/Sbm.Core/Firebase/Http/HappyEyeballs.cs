using System.Net;
using System.Net.Sockets;

namespace Sbm.Core.Firebase.Http;

/// <summary>
/// Connects to a host by whichever of its addresses answers first (RFC 8305): they are tried in turn, IPv6 and IPv4 alternating, each
/// a moment after the one before or as soon as that fails, and each for its own time. A black-holed IPv6 address then costs a quarter
/// of a second and not the connection. Thread-safe.
/// </summary>
internal sealed class HappyEyeballs(FirebaseOptions options)
{
    private const int MaxAddresses = 8;
    private const int NetworkSendBufferBytes = 16 * 1024;

    /// <param name="host">Where to, in words: a proxy is called one.</param>
    /// <param name="endPoint">Where to.</param>
    /// <param name="ct">Calls it off.</param>
    /// <exception cref="ConnectFailedException">No address answers, or there is none.</exception>
    internal async Task<Stream> ConnectAsync(string host, DnsEndPoint endPoint, CancellationToken ct)
    {
        var addresses = Alternating(await ResolveAsync(host, endPoint.Host, ct).ConfigureAwait(false));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var attempts = new List<Task<Socket>>();
        Exception? failure = null;
        var next = 0;
        try
        {
            while (next < addresses.Count || attempts.Count > 0)
            {
                ct.ThrowIfCancellationRequested();
                if (next < addresses.Count)
                {
                    attempts.Add(ConnectAsync(new IPEndPoint(addresses[next++], endPoint.Port), stop.Token));
                }

                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
                var headStart = Task.Delay(next < addresses.Count ? options.ConnectHeadStart : Timeout.InfiniteTimeSpan, waiting.Token);
                var first = await Task.WhenAny([headStart, .. attempts]).ConfigureAwait(false);
                await waiting.CancelAsync().ConfigureAwait(false);
                if (first is not Task<Socket> attempt)
                {
                    continue;
                }

                attempts.Remove(attempt);
                if (attempt.IsCompletedSuccessfully)
                {
                    return new NetworkStream(Tuned(await attempt.ConfigureAwait(false)), ownsSocket: true);
                }

                failure = MoreTelling(failure, attempt.Exception?.InnerException);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (var late in attempts)
            {
                _ = late.ContinueWith(static task => (task.IsCompletedSuccessfully ? task.Result : null)?.Dispose(), TaskScheduler.Default);
            }
        }

        ct.ThrowIfCancellationRequested();
        throw new ConnectFailedException(failure switch
        {
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => $"{host}:{endPoint.Port} refuses the connection",
            SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable } => $"there is no way to {host}: no network, or not that one",
            SocketException socket => $"no connection to {host}:{endPoint.Port} ({socket.SocketErrorCode})",
            _ => $"no connection to {host}:{endPoint.Port} within {TimeText.Seconds(options.ConnectTimeout)}",
        });
    }

    /// <summary>Finds the addresses of a host.</summary>
    /// <param name="host">The host in words.</param>
    /// <param name="name">Its name.</param>
    /// <param name="ct">Calls it off.</param>
    /// <exception cref="ConnectFailedException">It has none.</exception>
    internal async Task<IPAddress[]> ResolveAsync(string host, string name, CancellationToken ct)
    {
        try
        {
            var addresses = await options.Resolve(name, ct).WaitAsync(options.ResolveTimeout, ct).ConfigureAwait(false);
            return addresses.Length > 0 ? addresses : throw new SocketException((int)SocketError.NoData);
        }
        catch (SocketException)
        {
            throw new ConnectFailedException($"the host {host} is not known: there is no network, or its name is misspelt");
        }
        catch (TimeoutException)
        {
            throw new ConnectFailedException($"the host {host} was looked up for {TimeText.Seconds(options.ResolveTimeout)} in vain: there is no network, or its name server does not answer");
        }
    }

    private async Task<Socket> ConnectAsync(IPEndPoint address, CancellationToken ct)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(options.ConnectTimeout);
        try
        {
            await socket.ConnectAsync(address, timeout.Token).ConfigureAwait(false);
            return socket;
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is OperationCanceledException && !ct.IsCancellationRequested)
            {
                throw new TimeoutException();
            }

            throw;
        }
    }

    private Socket Tuned(Socket socket)
    {
        if (options.SendBufferBytes is not null || !IsThisMachine(socket.RemoteEndPoint))
        {
            socket.SendBufferSize = options.SendBufferBytes ?? NetworkSendBufferBytes;
        }

        return socket;
    }

    // The system's own order says which family comes first.
    private static List<IPAddress> Alternating(IPAddress[] addresses)
    {
        var ofFirst = addresses.Where(address => address.AddressFamily == addresses[0].AddressFamily).ToList();
        var ofOther = addresses.Except(ofFirst).ToList();
        return Enumerable.Range(0, addresses.Length)
            .SelectMany(i => ofFirst.Skip(i).Take(1).Concat(ofOther.Skip(i).Take(1)))
            .Take(MaxAddresses)
            .ToList();
    }

    // That a family has no way at all says less than what an address did.
    private static Exception? MoreTelling(Exception? one, Exception? other) =>
        other is SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.AddressNotAvailable }
            ? one ?? other
            : other;

    private static bool IsThisMachine(EndPoint? remote) => remote is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address);
}
