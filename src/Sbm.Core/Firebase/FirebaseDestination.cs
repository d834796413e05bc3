using System.Net;
using Microsoft.Extensions.Logging;
using Sbm.Core.Firebase.Credentials;
using Sbm.Core.Runs;
using Sbm.Core.Sync;

namespace Sbm.Core.Firebase;

/// <summary>
/// A Firebase Realtime Database, spoken to by its REST protocol: each batch is one multi-path <c>PATCH</c>, which writes all
/// of its paths or none. One drain's own; not thread-safe.
/// </summary>
internal sealed class FirebaseDestination(
    DatabaseAddress address, ICredential credential, FirebaseConnection connection, ILogger log) : IDestination
{
    private readonly PatchBody _body = new();
    private bool _renewed;

    public string Name { get; } = address.ToString();

    public int Requests => connection.Requests;

    public string KeyOf(StoredRun run) => RunKey.Of(run);

    public async Task<Answer> SendAsync(IReadOnlyList<Upload> uploads, CancellationToken ct)
    {
        try
        {
            var answer = await PatchAsync(uploads, renew: false, ct).ConfigureAwait(false);
            if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && credential.CanRenew && !_renewed)
            {
                _renewed = true;
                log.LogInformation("{Reason}. Getting a new credential.", FirebaseError.ReasonOf(answer));
                answer = await PatchAsync(uploads, renew: true, ct).ConfigureAwait(false);
            }

            return Read(answer);
        }
        catch (SbmException fault)
        {
            return new Answer(AnswerKind.Unusable, fault.Message, fault);
        }
        catch (CredentialUnreachableException e)
        {
            return new Answer(AnswerKind.Unreachable, e.Message);
        }
    }

    private async Task<HttpAnswer> PatchAsync(IReadOnlyList<Upload> uploads, bool renew, CancellationToken ct)
    {
        var token = await credential.GetAsync(renew, ct).ConfigureAwait(false);
        var body = _body.Of(FirebaseKey.Legal(token.User), uploads);
        return await connection.SendAsync(
            $"Sending {uploads.Count} runs", HttpMethod.Patch, Url(token), token.Header, body, "application/json", ct).ConfigureAwait(false);
    }

    private Uri Url(AccessToken token)
    {
        var query = "print=silent"; // the answer is then 204 without a body
        query += address.Namespace is { } ns ? $"&ns={ns}" : string.Empty;
        query += token.IdToken is { } idToken ? $"&auth={Uri.EscapeDataString(idToken)}" : string.Empty;
        return new Uri(address.Root, $".json?{query}");
    }

    private Answer Read(HttpAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return Answer.Confirmed;
        }

        var reason = FirebaseError.ReasonOf(answer);
        return answer switch
        {
            { StalledSending: true } => new Answer(AnswerKind.Stalled, reason),
            { IsTransient: true } => new Answer(AnswerKind.Unreachable, reason),
            { Status: HttpStatusCode.Unauthorized } when !FirebaseError.IsPermissionDenied(answer) => Unusable(
                reason, "See that the API key or the service account belongs to the project of this database."),
            { Status: HttpStatusCode.PaymentRequired } => Unusable(reason, "See the plan and the quota of the Firebase project."),
            { Status: HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed } or { RedirectHost: not null } => Unusable(
                reason, "See that DatabaseUrl is the URL that the Firebase console shows for the database."),
            _ => new Answer(AnswerKind.Refused, reason),
        };
    }

    private Answer Unusable(string reason, string action)
    {
        var message = $"The database {Name} cannot be used: {reason}.";
        return new Answer(AnswerKind.Unusable, reason, new SbmException("DatabaseRefused", message, action, Name));
    }
}
