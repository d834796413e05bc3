using System.Net;
using Microsoft.Extensions.Logging;
using Sbm.Core.Firebase;
using Sbm.Core.Firebase.Credentials;
using Sbm.Core.Firebase.Http;
using Sbm.Core.Runs;

namespace Sbm.Core.Sync;

/// <summary>
/// A Firebase Realtime Database, spoken to by its REST protocol: each batch is one multi-path <c>PATCH</c>, which writes all
/// of its paths or none. One drain's own; not thread-safe.
/// </summary>
internal sealed class FirebaseDestination(FirebaseDatabase database, ILogger log) : IDestination
{
    private readonly PatchBody _body = new();
    private bool _renewed;

    public string Name => database.Name;

    public int Requests => database.Requests;

    public string? Trouble => database.Trouble;

    public string KeyOf(StoredRun run) => RunKey.Of(run);

    public async Task<Answer> SendAsync(IReadOnlyList<Upload> uploads, CancellationToken ct)
    {
        try
        {
            var answer = await PatchAsync(uploads, renew: false, ct).ConfigureAwait(false);
            if (answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && database.CanRenew && !_renewed)
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

    private Task<HttpAnswer> PatchAsync(IReadOnlyList<Upload> uploads, bool renew, CancellationToken ct) => database.PatchAsync(
        $"Sending {CountText.Of(uploads.Count, "run")}",
        user => _body.Of(user, uploads),
        user => uploads.Select(upload => $"users/{user}/runs/{upload.Key}"),
        renew,
        ct);

    private Answer Read(HttpAnswer answer)
    {
        if (answer.IsSuccess)
        {
            return Answer.Confirmed;
        }

        var reason = FirebaseError.ReasonOf(answer);
        if (answer.StalledSending)
        {
            return new Answer(AnswerKind.Stalled, reason);
        }

        if (answer.IsTransient)
        {
            return new Answer(AnswerKind.Unreachable, reason);
        }

        return database.FaultOf(answer) is { } fault ? new Answer(AnswerKind.Unusable, reason, fault) : new Answer(AnswerKind.Refused, reason);
    }
}
