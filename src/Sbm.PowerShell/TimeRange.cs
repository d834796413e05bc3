using Sbm.Core;

namespace Sbm;

/// <summary>The span between <c>-Since</c> and <c>-Until</c>.</summary>
internal static class TimeRange
{
    /// <summary>Ends the command if nothing can lie in the span.</summary>
    internal static void Check(SbmCommand command, DateTimeOffset? since, DateTimeOffset? until)
    {
        if (since > until)
        {
            command.Fail(new SbmException(
                "InvalidTimeRange",
                $"-Since ({TimeText.Local(since.Value)}) is after -Until ({TimeText.Local(until.Value)}), so nothing can lie between them.",
                "Give a -Since that is before -Until.",
                TimeText.Local(since.Value)));
        }
    }
}
