using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Sbm.Core;

namespace Sbm;

/// <summary>The figures that a script may return for its run.</summary>
internal sealed record ScriptFigures
{
    private static readonly string[] Names =
        [nameof(LinesMigrated), nameof(FilesCreated), nameof(ScssLines), nameof(ReportPath), nameof(PullRequestUrl), nameof(ManualEstimate)];

    internal long LinesMigrated { get; private init; }

    internal long FilesCreated { get; private init; }

    internal long ScssLines { get; private init; }

    internal string? ReportPath { get; private init; }

    internal string? PullRequestUrl { get; private init; }

    internal TimeSpan? ManualEstimate { get; private init; }

    /// <summary>Whether the object is meant to be figures: it has one of them, or is a hashtable with nothing but slips of the pen.</summary>
    internal static bool AreIn(PSObject value) => value.BaseObject is IDictionary || Array.Exists(Names, name => Find(value, name, out _));

    internal static ScriptFigures From(PSObject? value, Action<string> warn)
    {
        WarnOfUnknown(value, warn);
        return new ScriptFigures
        {
            LinesMigrated = Count(value, nameof(LinesMigrated), warn),
            FilesCreated = Count(value, nameof(FilesCreated), warn),
            ScssLines = Count(value, nameof(ScssLines), warn),
            ReportPath = Text(value, nameof(ReportPath)),
            PullRequestUrl = Text(value, nameof(PullRequestUrl)),
            ManualEstimate = Span(value, nameof(ManualEstimate), warn),
        };
    }

    // What somebody made to be returned; an object of some class has properties of its own.
    private static void WarnOfUnknown(PSObject? value, Action<string> warn)
    {
        var given = value?.BaseObject switch
        {
            IDictionary dictionary => dictionary.Keys.Cast<object>().Select(static key => key.ToString() ?? string.Empty),
            PSCustomObject => value.Properties.Select(static property => property.Name),
            _ => [],
        };
        var unknown = given.Where(static name => !Names.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(static name => $"'{name}'").ToList();
        if (unknown.Count > 0)
        {
            warn($"The script returned {string.Join(", ", unknown)}, which no run has. It can return {string.Join(", ", Names)}.");
        }
    }

    private static long Count(PSObject? value, string name, Action<string> warn)
    {
        if (!Find(value, name, out var found) || found is null)
        {
            return 0;
        }

        if (LanguagePrimitives.TryConvertTo<long>(found, CultureInfo.InvariantCulture, out var count) && count >= 0)
        {
            return count;
        }

        warn($"The script returned {name} = '{found}', which is not a count; the run is recorded with 0.");
        return 0;
    }

    private static TimeSpan? Span(PSObject? value, string name, Action<string> warn)
    {
        if (!Find(value, name, out var found) || found is null)
        {
            return null;
        }

        if (SpanAttribute.TryRead(ArgumentText.Of(found), out var span) && span >= TimeSpan.Zero)
        {
            return span;
        }

        warn($"The script returned {name} = '{found}', which is no span of time ({TimeText.SpanForms}); the run is recorded without.");
        return null;
    }

    private static string? Text(PSObject? value, string name) =>
        Find(value, name, out var found) && found?.ToString() is { Length: > 0 } text ? text : null;

    private static bool Find(PSObject? value, string name, out object? found)
    {
        found = null;
        if (value?.BaseObject is IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                if (string.Equals(entry.Key.ToString(), name, StringComparison.OrdinalIgnoreCase))
                {
                    found = entry.Value;
                    return true;
                }
            }

            return false;
        }

        if (value?.Properties[name] is { } property)
        {
            found = property.Value;
            return true;
        }

        return false;
    }
}
