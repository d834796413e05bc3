namespace Sbm.Core.Firebase.Credentials;

/// <summary>A credential that is always the same: the emulator's, or none at all for a database on this machine.</summary>
/// <param name="user">Below whose key the runs are kept.</param>
/// <param name="bearer">The emulator's <c>owner</c>, which passes all rules; null for none.</param>
internal sealed class FixedCredential(string user, string? bearer) : ICredential
{
    public bool CanRenew => false;

    public Task<AccessToken> GetAsync(bool renew, CancellationToken ct) => Task.FromResult(new AccessToken(user, Bearer: bearer));
}
