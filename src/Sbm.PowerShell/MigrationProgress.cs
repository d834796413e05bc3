using System.Diagnostics;
using System.Management.Automation;
using Sbm.Core;

namespace Sbm;

/// <summary>
/// The progress bar over several themes: name, count and time left; or, where themes come from a pipeline and nobody knows how
/// many there are, name and count so far.
/// </summary>
internal sealed class MigrationProgress(PSCmdlet cmdlet) : IProgress<double>
{
    private const int ActivityId = 1;
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private TimeSpan _shown = -ShortestInterval;
    private int _done;
    private string _slug = string.Empty;

    /// <summary>How many themes there are; null if more may come.</summary>
    internal int? Themes { get; set; }

    internal void Begin(string slug)
    {
        _slug = VisibleText.Of(slug);
        Show(0);
    }

    internal void End() => _done++;

    /// <summary>How far the theme at hand is, from 0 to 1. Called on the pipeline's thread.</summary>
    public void Report(double value)
    {
        if (_elapsed.Elapsed - _shown >= ShortestInterval)
        {
            Show(Math.Clamp(value, 0, 1));
        }
    }

    internal void Complete() =>
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, "Migrating", "Done") { RecordType = ProgressRecordType.Completed });

    private void Show(double fraction)
    {
        _shown = _elapsed.Elapsed;
        if (Themes is not { } themes)
        {
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, "Migrating", $"{_slug} ({_done + 1})") { PercentComplete = -1 });
            return;
        }

        var done = (_done + fraction) / themes;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, "Migrating", themes == 1 ? _slug : $"{_slug} ({_done + 1} of {themes})")
        {
            PercentComplete = (int)(100 * done),
            SecondsRemaining = done > 0 ? (int)(_elapsed.Elapsed.TotalSeconds * (1 - done) / done) : -1,
        });
    }
}
