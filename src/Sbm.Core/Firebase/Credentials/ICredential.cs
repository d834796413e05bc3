namespace Sbm.Core.Firebase.Credentials;

/// <summary>A way to prove to the database who is writing.</summary>
internal interface ICredential
{
    /// <summary>Whether a new token may be had when the database refuses this one.</summary>
    bool CanRenew { get; }

    /// <summary>A token that is valid now, and whose runs it lets write.</summary>
    /// <param name="renew">Whether to get a new one although the last has not expired.</param>
    /// <param name="ct">Calls it off.</param>
    /// <exception cref="SbmException">Someone must mend something: a broken key file, a refused key.</exception>
    /// <exception cref="CredentialUnreachableException">Who issues it cannot be reached.</exception>
    Task<AccessToken> GetAsync(bool renew, CancellationToken ct);
}
