namespace Sbm.Core.Firebase.Credentials;

/// <summary>Who issues a credential cannot be reached; later it may be.</summary>
/// <param name="message">Why, one line, without secrets.</param>
internal sealed class CredentialUnreachableException(string message) : Exception(message);
