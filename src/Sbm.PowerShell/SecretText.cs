using System.Management.Automation;
using System.Net;
using System.Security;

namespace Sbm;

/// <summary>A secret that a parameter takes as a string or a SecureString.</summary>
internal static class SecretText
{
    internal static string? Of(object? secret) => (secret is PSObject wrapped ? wrapped.BaseObject : secret) switch
    {
        SecureString secure => new NetworkCredential(string.Empty, secure).Password,
        var text => text?.ToString(),
    };
}
