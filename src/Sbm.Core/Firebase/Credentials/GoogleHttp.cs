using System.Net;
using Google.Apis.Http;
using Google.Apis.Util;
using Sbm.Core.Firebase.Http;

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
            var answer = await connection.SendAsync(
                new FirebaseRequest("Asking for an access token", request.Method, request.RequestUri!)
                {
                    Body = request.Content is null ? default : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false),
                    MediaType = request.Content?.Headers.ContentType?.MediaType ?? "application/x-www-form-urlencoded",
                    Reader = static () => new SmallObjectReader(),
                },
                cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccess)
            {
                // Told here and not by the library, which would repeat the server's own words.
                var reason = FirebaseError.ReasonOf(answer);
                throw answer.IsTransient || answer.Status is null || answer.RedirectHost is not null
                    ? new CredentialUnreachableException(reason)
                    : new TokenRefusedException(reason);
            }

            var content = new ByteArrayContent(((SmallObjectReader)answer.Content!).Bytes.ToArray());
            content.Headers.ContentType = new("application/json");
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
        }
    }
}

/// <summary>Who issues tokens was reached and issues none.</summary>
/// <param name="message">Why, one line, without secrets.</param>
internal sealed class TokenRefusedException(string message) : Exception(message);

/// <summary>Our time as Google's library reads it.</summary>
/// <param name="time">Where time comes from.</param>
internal sealed class GoogleClock(TimeProvider time) : IClock
{
    public DateTime Now => time.GetLocalNow().DateTime;

    public DateTime UtcNow => time.GetUtcNow().UtcDateTime;
}
