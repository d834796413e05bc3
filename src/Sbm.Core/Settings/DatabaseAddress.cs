using System.Diagnostics.CodeAnalysis;

namespace Sbm.Core.Settings;

/// <summary>Which Firebase Realtime Database to speak to. Immutable; holds no secret.</summary>
public sealed record DatabaseAddress
{
    private const string EmulatorNamespace = "demo-sbm";

    private DatabaseAddress(Uri root, string? ns, bool isEmulator)
    {
        Root = root;
        Namespace = ns;
        IsEmulator = isEmulator;
    }

    /// <summary>What a database URL looks like, for messages.</summary>
    internal const string Expected =
        "https://NAME.firebaseio.com or https://NAME.REGION.firebasedatabase.app, or http:// to this machine; "
        + "?ns=NAME is all that may follow the host";

    /// <summary>Scheme, host and port, ending in a slash.</summary>
    public Uri Root { get; }

    /// <summary>The database's name where the host serves several; null if it need not be said.</summary>
    public string? Namespace { get; }

    /// <summary>Whether this is the Firebase emulator, to which plain HTTP is spoken wherever it runs.</summary>
    public bool IsEmulator { get; }

    /// <summary>The database as text, for people and for telling databases apart.</summary>
    public override string ToString() => Namespace is null ? Root.ToString() : $"{Root}?ns={Namespace}";

    internal static DatabaseAddress OfEmulator(Uri root, string? ns) => new(root, ns ?? EmulatorNamespace, isEmulator: true);

    /// <summary>Reads a database URL: HTTPS, or HTTP to a loopback address; no path; no query but <c>ns</c>.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out DatabaseAddress? address, out string fault)
    {
        address = null;
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            fault = "it is not a URL";
            return false;
        }

        fault = FaultOf(url) ?? string.Empty;
        if (fault.Length > 0)
        {
            return false;
        }

        var ns = url.Query.Length > 0 ? Uri.UnescapeDataString(url.Query["?ns=".Length..]) : null;
        address = new DatabaseAddress(new Uri(url.GetLeftPart(UriPartial.Authority) + "/"), ns, isEmulator: false);
        return true;
    }

    // The URL itself is not repeated in messages: people paste such URLs with a token in them.
    private static string? FaultOf(Uri url) => url switch
    {
        { Scheme: not ("https" or "http") } => $"its scheme is {url.Scheme}",
        { Scheme: "http", IsLoopback: false } => "it is plain HTTP to another machine, which would show the data and the credential to everyone on the way",
        { UserInfo.Length: > 0 } => "it has a user name or password",
        { AbsolutePath: not "/" } => $"it has a path, {url.AbsolutePath}",
        { Fragment.Length: > 0 } => "it has a fragment",
        { Query.Length: > 0 } when !IsNamespace(url.Query) => "it has a query other than ?ns=NAME",
        _ => null,
    };

    private static bool IsNamespace(string query) =>
        query.StartsWith("?ns=", StringComparison.Ordinal)
        && query.Length > "?ns=".Length
        && query["?ns=".Length..].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
