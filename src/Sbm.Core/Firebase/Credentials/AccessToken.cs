using System.Net.Http.Headers;

namespace Sbm.Core.Firebase.Credentials;

/// <summary>How to show who is writing.</summary>
/// <param name="User">Below which user's key the runs are kept.</param>
/// <param name="Bearer">Goes into the Authorization header; null if it does not.</param>
/// <param name="IdToken">Goes into the query as <c>auth</c>, and into no log or message; null if there is none.</param>
internal sealed record AccessToken(string User, string? Bearer = null, string? IdToken = null)
{
    internal AuthenticationHeaderValue? Header => Bearer is null ? null : new AuthenticationHeaderValue("Bearer", Bearer);

    // Not the record's own text, which would show the token.
    public override string ToString() => nameof(AccessToken);
}
