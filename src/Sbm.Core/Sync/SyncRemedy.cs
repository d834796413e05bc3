namespace Sbm.Core.Sync;

/// <summary>What to do about a reason for which runs are not synced.</summary>
/// <param name="Text">What to do, one or two sentences.</param>
/// <param name="MendsItself">Whether trying again later may be enough.</param>
public sealed record SyncRemedy(string Text, bool MendsItself)
{
    /// <summary>What to do about a run's <c>sync_error</c>, or the message of a sync that ended early.</summary>
    public static SyncRemedy Of(string reason)
    {
        foreach (var (signs, remedy) in Table)
        {
            if (signs.Split('|').Any(sign => IsIn(reason, sign)))
            {
                return remedy;
            }
        }

        return new SyncRemedy("Run Sync-SbmPendingRun -Wait -Verbose to see what happens; Test-SbmConnection tells what is in the way.", MendsItself: true);
    }

    // A status is told in two ways: after the database's own words, or alone.
    private static bool IsIn(string reason, string sign) =>
        reason.Contains(sign, StringComparison.OrdinalIgnoreCase)
        || (sign.StartsWith('(') && reason.Contains($"answers {sign.Trim('(', ')')}", StringComparison.Ordinal));

    // The first that fits. The signs are parts of the messages that Sbm itself makes, and Firebase's own codes.
    private static readonly (string Signs, SyncRemedy Remedy)[] Table =
    [
        ("(407)|wants a user name and password", Mend("Put the proxy's user name and password into HTTPS_PROXY (http://user:password@proxy:port), or set NO_PROXY for the database's host.")),
        ("shows no certificate", Mend("See that this machine's clock is right, and that it trusts what opens TLS on the way (a company's proxy, a virus scanner).")),
        ("the proxy ", Wait("See that HTTPS_PROXY names a proxy that runs, or set NO_PROXY for the database's host. It is tried again by itself.")),
        ("is not known: there is no network|was looked up for", Wait("Nothing to do, if there is no network: it is tried again by itself. Otherwise see that the host in DatabaseUrl is spelt right.")),
        ("refuses the connection", Wait("See that host and port of DatabaseUrl are right and that the server runs. It is tried again by itself.")),
        ("does not speak TLS|is not HTTP", Mend("See the port in DatabaseUrl: https:// needs a server that speaks TLS; http:// is for this machine alone.")),
        ("no connection to|no answer|there is no way to|broke off|the exchange with|could not be reached", Wait("Nothing to do, if the network is bad: it is tried again by itself. Otherwise a firewall or a VPN may be in the way; Test-SbmConnection tells where it ends.")),
        ("not that of a Firebase server|not that of the sign-in service", Wait("Open a web page and sign in to this network, or turn on the VPN. It is tried again by itself.")),
        ("redirects to", Mend("See that DatabaseUrl is the URL that the Firebase console shows for the database; the region is part of it.")),
        ("ADMIN_ONLY_OPERATION|OPERATION_NOT_ALLOWED", Mend("Enable the Anonymous sign-in provider in the Firebase console (Authentication, Sign-in method).")),
        ("cannot be read (", Mend("Give yourself the right to read the file that is named; nothing is lost meanwhile.")),
        ("refuses the sign-in", Mend("See that the API key (ApiKey, SBM_API_KEY) is the web API key of the Firebase project and not restricted to other uses.")),
        ("gets no token from", Mend("See in the Google Cloud console that the service account and its key are enabled, and that this machine's clock is right.")),
        ("service account key", Mend("Make a new key in the Firebase console (Project settings, Service accounts), and name it with CredentialsPath.")),
        ("Permission denied", Mend("The database's security rules refuse it: compare them with those in about_Sbm_Sync, then run Sync-SbmPendingRun.")),
        ("(401)|(403)", Mend("See that the API key or the service account belongs to the project of this database.")),
        ("(402)", Mend("See the plan and the quota of the Firebase project.")),
        ("(404)|(412)", Mend("See that DatabaseUrl is the URL that the Firebase console shows for the database; the region is part of it.")),
        ("(408)|(429)|(5", Wait("Nothing to do: the server has trouble of its own, and it is tried again by itself. If it lasts, see the Firebase status page.")),
        ("(413)|too large", Mend("The run is larger than the database takes (10 MB a text): Remove-SbmRun it, or shorten what another tool put into it.")),
        ("(4", Mend("The database does not take this run's data: see its fields with Get-SbmRun | Format-List, mend them or remove the run, then run Sync-SbmPendingRun.")),
        ("another sync of this store|Another sync", Wait("Nothing to do: that sync sends these runs, too.")),
    ];

    private static SyncRemedy Mend(string text) => new(text, MendsItself: false);

    private static SyncRemedy Wait(string text) => new(text, MendsItself: true);
}
