using System.Management.Automation;
using Sbm.Core;

namespace Sbm;

/// <summary>Turns the core's errors into error records: a stable id, a fitting category, the target, and what to do.</summary>
internal static class SbmErrors
{
    /// <param name="error">The error.</param>
    /// <param name="fallbackId">The id if the error has none of its own.</param>
    /// <param name="target">The target if the error has none of its own.</param>
    /// <param name="about">Which of several things it is about, if the message does not say.</param>
    internal static ErrorRecord ToRecord(Exception error, string fallbackId, object? target, string? about = null)
    {
        var known = error as SbmException;
        var id = known?.ErrorId ?? fallbackId;
        return new ErrorRecord(error, "Sbm." + id, CategoryOf(id), known?.Target ?? target)
        {
            ErrorDetails = new ErrorDetails(about is null ? error.Message : $"{about}: {error.Message}")
            {
                RecommendedAction = known?.RecommendedAction ?? "Mend what the message names and run the command again.",
            },
        };
    }

    private static ErrorCategory CategoryOf(string id) => id switch
    {
        "ThemeNotFound" or "RunNotFound" or "ThemeHasNoCss" or "ThemeHasNoSources" => ErrorCategory.ObjectNotFound,
        "ThemeNotAFolder" or "InvalidSlug" or "InvalidTimeRange" or "InvalidTimeout" or "InvalidSetting" or "InvalidConfigFile" => ErrorCategory.InvalidArgument,
        "ScssInvalid" => ErrorCategory.ParserError,
        "SourceUnreadable" => ErrorCategory.ReadError,
        "OutputExists" => ErrorCategory.ResourceExists,
        "DestinationUnwritable" or "RunNotRecorded" => ErrorCategory.WriteError,
        "StoreUnavailable" => ErrorCategory.ResourceUnavailable,
        "NotConfigured" or "UnknownSetting" or "NoHome" => ErrorCategory.InvalidArgument,
        "InvalidCredentials" or "CredentialsRefused" => ErrorCategory.AuthenticationError,
        "DatabaseRefused" => ErrorCategory.PermissionDenied,
        "SyncIncomplete" => ErrorCategory.ConnectionError,
        "SassNotFound" => ErrorCategory.NotInstalled,
        "SassFailed" or "NotConverted" => ErrorCategory.InvalidResult,
        _ => ErrorCategory.NotSpecified,
    };
}
