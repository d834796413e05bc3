using System.Management.Automation;
using Sbm.Core;

namespace Sbm;

/// <summary>
/// Turns errors into error records: a stable id, a fitting category, the target, what to do, and an exception that scripts can
/// catch. Texts may come from a theme, a store or a server, so they are made visible here.
/// </summary>
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
        var message = VisibleText.OfLines(error.Message);
        var action = VisibleText.OfLines(known?.RecommendedAction ?? "Mend what the message names and run the command again.");
        var of = VisibleText.OrNull(known?.Target) ?? target;
        return new ErrorRecord(new SbmCommandException("Sbm." + id, message, action, of?.ToString(), error), "Sbm." + id, CategoryOf(id), of)
        {
            ErrorDetails = new ErrorDetails(about is null ? message : $"{VisibleText.Of(about)}: {message}") { RecommendedAction = action },
        };
    }

    private static ErrorCategory CategoryOf(string id) => id switch
    {
        "ThemeNotFound" or "RunNotFound" or "ThemeHasNoCss" or "ThemeHasNoSources" or "PathNotFound" or "CopyNotFound" => ErrorCategory.ObjectNotFound,
        "ScssInvalid" or "MixinTableInvalid" => ErrorCategory.ParserError,
        "SourceUnreadable" or "MixinTableUnreadable" => ErrorCategory.ReadError,
        "OutputExists" or "FileExists" => ErrorCategory.ResourceExists,
        "DestinationUnwritable" or "RunNotRecorded" or "FileUnwritable" => ErrorCategory.WriteError,
        "StoreUnavailable" => ErrorCategory.ResourceUnavailable,
        "InvalidCredentials" or "CredentialsRefused" => ErrorCategory.AuthenticationError,
        "DatabaseRefused" => ErrorCategory.PermissionDenied,
        "SyncIncomplete" => ErrorCategory.ConnectionError,
        "SassNotFound" => ErrorCategory.NotInstalled,
        "SassFailed" or "NotConverted" or "ScriptFailed" or "NotTheSame" => ErrorCategory.InvalidResult,
        "WrongObject" => ErrorCategory.InvalidType,
        _ when id.StartsWith("Invalid", StringComparison.Ordinal) || id.StartsWith("Unknown", StringComparison.Ordinal) => ErrorCategory.InvalidArgument,
        "ThemeNotAFolder" or "NotConfigured" or "NoHome" or "OneSlugForSeveral" => ErrorCategory.InvalidArgument,
        _ => ErrorCategory.InvalidOperation,
    };
}
