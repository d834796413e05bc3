using System.Globalization;
using System.Text;
using System.Text.Json;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>Which fields of a run get which values; built by its methods. Not thread-safe.</summary>
public sealed class RunChange
{
    private readonly Dictionary<string, byte[]> _fields = new(StringComparer.Ordinal);
    private Func<RunRecord, bool> _isIn = static _ => true;

    /// <summary>Whether nothing changes.</summary>
    public bool IsEmpty => _fields.Count == 0;

    internal IReadOnlyDictionary<string, byte[]> Fields => _fields;

    internal bool IsIn(RunRecord run) => _isIn(run);

    /// <summary>Sets what the user has to say of the run; null or empty removes it.</summary>
    public RunChange SetNote(string? note) => SetText("note", note, static run => run.Note);

    /// <summary>Sets the address of the pull request; null or empty removes it.</summary>
    /// <exception cref="SbmException"><c>InvalidPullRequestUrl</c>: no https or http address.</exception>
    public RunChange SetPullRequestUrl(string? url) =>
        string.IsNullOrEmpty(url) || (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")
            ? SetText("pr_url", url, static run => run.PullRequestUrl)
            : throw new SbmException(
                "InvalidPullRequestUrl",
                $"'{url}' is no address of a pull request.",
                "Give one that begins with https://, or '' to remove the one that is there.",
                url);

    /// <summary>Sets what the work would take by hand, to the second.</summary>
    /// <exception cref="SbmException"><c>InvalidManualEstimate</c>: negative.</exception>
    public RunChange SetManualEstimate(TimeSpan estimate)
    {
        if (estimate < TimeSpan.Zero)
        {
            throw new SbmException(
                "InvalidManualEstimate",
                $"A manual estimate of {estimate} is negative.",
                "Give what the work would take by hand, for example 4h or 90m.",
                estimate.ToString());
        }

        var seconds = (long)estimate.TotalSeconds;
        return Set("manual_estimate_seconds", seconds.ToString(CultureInfo.InvariantCulture), run => run.ManualEstimateSeconds == seconds);
    }

    /// <summary>Marks that the run was taken back.</summary>
    public RunChange SetUndone(DateTimeOffset time) => SetText("undone_at", RunTimestamp.Format(time), static run => run.UndoneAt is { } at ? RunTimestamp.Format(at) : null);

    private RunChange SetText(string name, string? text, Func<RunRecord, string?> field)
    {
        // Half of a surrogate pair is no text that JSON could hold.
        var value = string.IsNullOrEmpty(text) ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return Set(
            name,
            value is null ? "null" : $"\"{JsonEncodedText.Encode(value, RunJson.WriterOptions.Encoder)}\"",
            run => field(run) == value);
    }

    private RunChange Set(string name, string json, Func<RunRecord, bool> isIn)
    {
        var others = _isIn;
        _isIn = run => others(run) && isIn(run);
        _fields[name] = Encoding.UTF8.GetBytes(json);
        return this;
    }
}
