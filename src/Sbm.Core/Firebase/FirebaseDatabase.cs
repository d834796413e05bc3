using System.Net;
using Sbm.Core.Firebase.Credentials;
using Sbm.Core.Firebase.Http;
using Sbm.Core.Settings;

namespace Sbm.Core.Firebase;

/// <summary>A database, a way to it, and a credential: what every request needs. One drain's own; not thread-safe.</summary>
/// <param name="address">Which database.</param>
/// <param name="credential">Who is writing.</param>
/// <param name="connection">The way to the database.</param>
/// <param name="identity">The way to who issues the credential.</param>
internal sealed class FirebaseDatabase(
    DatabaseAddress address, ICredential credential, FirebaseConnection connection, FirebaseConnection identity)
{
    private const long MaxKnockBytes = 64 * 1024 * 1024; // a server that knows no shallow answers with all that it has

    internal string Name { get; } = address.ToString();

    internal int Requests => connection.Requests;

    internal bool CanRenew => credential.CanRenew;

    /// <summary>What the last attempt at anything came to, if it is one that is repeated.</summary>
    internal string? Trouble => connection.Trouble ?? identity.Trouble;

    /// <summary>Below whose key everything is written.</summary>
    /// <exception cref="SbmException">Someone must mend something.</exception>
    /// <exception cref="CredentialUnreachableException">Who issues the credential cannot be reached.</exception>
    internal async Task<string> UserAsync(CancellationToken ct) => FirebaseKey.Legal((await credential.GetAsync(false, ct).ConfigureAwait(false)).User);

    /// <summary>Writes several paths as one.</summary>
    /// <param name="what">The request in words.</param>
    /// <param name="body">Makes the body for a user's key: each path with its value.</param>
    /// <param name="paths">The paths in it.</param>
    /// <param name="renew">Whether to get a new credential first.</param>
    /// <param name="ct">Calls it off.</param>
    /// <exception cref="SbmException">Someone must mend something.</exception>
    /// <exception cref="CredentialUnreachableException">Who issues the credential cannot be reached.</exception>
    internal async Task<HttpAnswer> PatchAsync(
        string what, Func<string, ReadOnlyMemory<byte>> body, Func<string, IEnumerable<string>> paths, bool renew, CancellationToken ct)
    {
        var token = await credential.GetAsync(renew, ct).ConfigureAwait(false);
        var user = FirebaseKey.Legal(token.User);
        return await connection.SendAsync(
            new FirebaseRequest(what, HttpMethod.Patch, Url(token, string.Empty, "print=silent"))
            {
                Authorization = token.Header,
                Body = body(user),
                Reader = MayEcho ? () => new EchoReader(paths(user)) : null,
            },
            ct).ConfigureAwait(false);
    }

    /// <summary>Reads what is at a path.</summary>
    /// <param name="what">The request in words.</param>
    /// <param name="path">Gives the path for the user's key, each name of it legal and escaped.</param>
    /// <param name="reader">Reads the answer.</param>
    /// <param name="ct">Calls it off.</param>
    /// <exception cref="SbmException">Someone must mend something.</exception>
    /// <exception cref="CredentialUnreachableException">Who issues the credential cannot be reached.</exception>
    internal async Task<HttpAnswer> GetAsync(string what, Func<string, string> path, Func<IAnswerReader> reader, CancellationToken ct)
    {
        var token = await credential.GetAsync(false, ct).ConfigureAwait(false);
        return await connection.SendAsync(
            new FirebaseRequest(what, HttpMethod.Get, Url(token, path(FirebaseKey.Legal(token.User)), string.Empty)) { Authorization = token.Header, Reader = reader },
            ct).ConfigureAwait(false);
    }

    /// <summary>Sees who answers, without a credential.</summary>
    internal Task<HttpAnswer> KnockAsync(CancellationToken ct) => connection.SendAsync(
        new FirebaseRequest("Knocking", HttpMethod.Get, Url(new AccessToken(string.Empty), string.Empty, "shallow=true"))
        {
            Reader = static () => new ChildReader(1, MaxKnockBytes, static (_, _) => true),
        },
        ct);

    /// <summary>The error for an answer about the database or the credential rather than about what was sent; null for any other.</summary>
    internal SbmException? FaultOf(HttpAnswer answer)
    {
        var action = answer switch
        {
            { Status: HttpStatusCode.Unauthorized } when !FirebaseError.IsPermissionDenied(answer) =>
                "See that the API key or the service account belongs to the project of this database.",
            { Status: HttpStatusCode.PaymentRequired } => "See the plan and the quota of the Firebase project.",
            { Status: HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed } or { RedirectHost: not null } =>
                "See that DatabaseUrl is the URL that the Firebase console shows for the database.",
            _ => null,
        };
        return action is null
            ? null
            : new SbmException("DatabaseRefused", $"The database {Name} cannot be used: {FirebaseError.ReasonOf(answer)}.", action, Name);
    }

    // Only a database on this machine may answer with what it holds; one on a network answers 204, or somebody else does for it.
    private bool MayEcho => address.IsEmulator || address.Root.IsLoopback;

    private Uri Url(AccessToken token, string path, string query)
    {
        string?[] parts =
        [
            query,
            address.Namespace is { } ns ? $"ns={ns}" : null,
            token.IdToken is { } idToken ? $"auth={Uri.EscapeDataString(idToken)}" : null,
        ];
        query = string.Join('&', parts.Where(static part => !string.IsNullOrEmpty(part)));
        return new Uri(address.Root, $"{path}.json{(query.Length > 0 ? "?" : string.Empty)}{query}");
    }
}
