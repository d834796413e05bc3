namespace Sbm.Core.Firebase.Credentials;

/// <summary>Where anonymous users sign up and get their tokens.</summary>
/// <param name="SignUp">Makes a new account.</param>
/// <param name="Token">Gives a token for a refresh token.</param>
internal sealed record IdentityEndpoints(Uri SignUp, Uri Token)
{
    private const string SignUpPath = "identitytoolkit.googleapis.com/v1/accounts:signUp";
    private const string TokenPath = "securetoken.googleapis.com/v1/token";

    /// <param name="emulator">The Auth emulator's root, which serves both below its own host; null for Google's own.</param>
    internal static IdentityEndpoints Of(Uri? emulator) => emulator is null
        ? new(new Uri("https://" + SignUpPath), new Uri("https://" + TokenPath))
        : new(new Uri(emulator, "/" + SignUpPath), new Uri(emulator, "/" + TokenPath));

    internal bool IsPlain => SignUp.Scheme == Uri.UriSchemeHttp;
}
