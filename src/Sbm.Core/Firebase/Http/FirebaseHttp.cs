using System.Net;

namespace Sbm.Core.Firebase.Http;

/// <summary>Makes the HTTP handlers that everything here speaks through.</summary>
internal static class FirebaseHttp
{
    /// <param name="options">The bounds.</param>
    /// <param name="isPlain">
    /// Whether it is for plain HTTP, that is to this machine or an emulator: then no proxy is used, which would see the credential.
    /// </param>
    /// <returns>The handler, and what tells its exceptions in words.</returns>
    internal static (SocketsHttpHandler Handler, NetworkFailure Failures) Create(FirebaseOptions options, bool isPlain)
    {
        var proxy = isPlain ? null : new ProxyPastLoopback(options.Proxy ?? HttpClient.DefaultProxy);
        var failures = new NetworkFailure { Proxy = proxy };
        var eyeballs = new HappyEyeballs(options);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // a credential goes to the configured host and nowhere else
            UseCookies = false,
            UseProxy = proxy is not null,
            Proxy = proxy,
            DefaultProxyCredentials = OperatingSystem.IsWindows() ? CredentialCache.DefaultCredentials : null, // as its browsers do
            ConnectTimeout = options.ProgressTimeout, // each address has its own; this one is left for TLS
            ActivityHeadersPropagator = null,
            ConnectCallback = async (context, ct) =>
            {
                var asked = context.InitialRequestMessage.RequestUri!;
                var isProxy = context.InitialRequestMessage.Method == HttpMethod.Connect // asked of an HTTP proxy, and of nobody else
                    || context.DnsEndPoint.Host != asked.IdnHost || context.DnsEndPoint.Port != asked.Port;
                var host = isProxy ? $"the proxy {context.DnsEndPoint.Host}" : asked.Host;
                return await eyeballs.ConnectAsync(host, context.DnsEndPoint, ct).ConfigureAwait(false);
            },
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) => failures.IsTrusted(errors);
        return (handler, failures);
    }

    /// <summary>The proxy by which a host is reached; null if it is reached without one.</summary>
    internal static Uri? ProxyOf(Uri url) => url.Scheme == Uri.UriSchemeHttp ? null : new ProxyPastLoopback(HttpClient.DefaultProxy).GetProxy(url);

    /// <summary>The system's proxy, but for this machine, whatever NO_PROXY says: it cannot lead back here, and must not see what is sent.</summary>
    private sealed class ProxyPastLoopback(IWebProxy system) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => system.Credentials;
            set => system.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : system.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || system.IsBypassed(host);
    }
}
