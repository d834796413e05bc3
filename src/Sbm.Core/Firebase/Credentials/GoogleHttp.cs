using System.Net;
using Google.Apis.Http;
using Google.Apis.Util;

namespace Sbm.Core.Firebase.Credentials;

/// <summary>Has Google's library speak through our own connection: the same time-outs and repetition, and no redirects.</summary>
/// <param name="connection">The way to the token endpoint.</param>
internal sealed class GoogleHttp(FirebaseConnection connection) : IHttpClientFactory
{
    public ConfigurableHttpClient CreateHttpClient(CreateHttpClientArgs args) =>
        new(new ConfigurableMessageHandler(new Bridge(connection)) { FollowRedirect = false, NumTries = 1, IsLoggingEnabled = false });

    private sealed class Bridge(FirebaseConnection connection) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            var mediaType = request.Content?.Headers.ContentType?.MediaType ?? "application/x-www-form-urlencoded";
            var answer = await connection.SendAsync(
                "Asking for an access token", request.Method, request.RequestUri!, null, body, mediaType, cancellationToken).ConfigureAwait(false);
            if (answer.IsTransient || answer.Status is null || answer.RedirectHost is not null)
            {
                throw new CredentialUnreachableException(FirebaseError.ReasonOf(answer));
            }

            var content = new ByteArrayContent(answer.Body.ToArray());
            content.Headers.ContentType = new("application/json");
            return new HttpResponseMessage((HttpStatusCode)(int)answer.Status) { Content = content, RequestMessage = request };
        }
    }
}

/// <summary>Our time as Google's library reads it.</summary>
/// <param name="time">Where time comes from.</param>
internal sealed class GoogleClock(TimeProvider time) : IClock
{
    public DateTime Now => time.GetLocalNow().DateTime;

    public DateTime UtcNow => time.GetUtcNow().UtcDateTime;
}
