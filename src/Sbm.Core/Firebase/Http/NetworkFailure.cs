using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Sbm.Core.Firebase.Http;

/// <summary>
/// Tells in our own words what kept a request from being answered; the runtime's may hold the whole URL. One for each way to a host,
/// since the runtime does not say what is wrong with a certificate other than to who looks at it. Thread-safe.
/// </summary>
internal sealed class NetworkFailure
{
    private volatile SslErrors? _certificate;

    /// <summary>The proxy that requests go through; null if there is none.</summary>
    internal IWebProxy? Proxy { get; init; }

    /// <summary>Looks at a certificate as the system would, and keeps in mind what is wrong with it.</summary>
    internal bool IsTrusted(SslPolicyErrors errors)
    {
        _certificate = new SslErrors(errors);
        return errors == SslPolicyErrors.None;
    }

    /// <summary>One line without secrets.</summary>
    internal string Describe(Exception e, Uri url)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case ConnectFailedException:
                    return cause.Message;
                case HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } tunnel:
                    return TunnelFailure(tunnel, url);
                case SocketException { SocketErrorCode: SocketError.ConnectionReset }:
                case HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }:
                case IOException { InnerException: null } when !IsTls(e):
                    return $"{HostOf(url)} broke off the connection";
                case AuthenticationException when _certificate is { Errors: not SslPolicyErrors.None } certificate:
                    return $"{HostOf(url)} shows no certificate that this machine trusts{certificate.Words}";
                case AuthenticationException:
                case IOException when IsTls(e):
                    return $"{HostOf(url)} does not speak TLS, which https:// asks for";
                case SocketException socket:
                    return $"no connection to {HostOf(url)} ({socket.SocketErrorCode})";
                case HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }:
                    return $"what {HostOf(url)} answers is not HTTP";
            }
        }

        return $"the exchange with {HostOf(url)} failed ({e.GetType().Name})";
    }

    /// <summary>The host that was asked, in words; behind a proxy both are named, since it cannot be told which of them fails.</summary>
    internal string HostOf(Uri url) => Proxy?.GetProxy(url) is { } proxy ? $"{url.Host}, through the proxy {proxy.Host}:{proxy.Port},"
        : url.IsDefaultPort ? url.Host
        : url.Authority;

    private static bool IsTls(Exception e) => e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError };

    private string TunnelFailure(HttpRequestException e, Uri url)
    {
        var proxy = Proxy?.GetProxy(url) is { } address ? $"the proxy {address.Host}:{address.Port}" : "the proxy";
        return e.StatusCode == HttpStatusCode.ProxyAuthenticationRequired || e.Message.Contains("407", StringComparison.Ordinal)
            ? $"{proxy} wants a user name and password (407), which go into HTTPS_PROXY"
            : $"{proxy} does not lead to {url.Host}";
    }

    private sealed record SslErrors(SslPolicyErrors Errors)
    {
        internal string Words => Errors switch
        {
            _ when Errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => " (it is another host's)",
            _ when Errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) => " (expired, or issued by nobody it knows)",
            _ => string.Empty,
        };
    }
}

/// <summary>No connection could be made.</summary>
/// <param name="message">Why, one line, without secrets.</param>
internal sealed class ConnectFailedException(string message) : IOException(message);
