using System.Globalization;
using Sbm.Core.Runs;

namespace Sbm.Core.Firebase;

/// <summary>The key of a run in the database. Runs without an id get the Python tool's key, so that both tools agree on them.</summary>
internal static class RunKey
{
    private const int IdCharacters = 8;

    /// <summary>
    /// <c>{slug}_{yyyy-MM-dd_HH-mm-ss}</c>, and for a run with an id <c>_</c> and the id's last 8 characters. A run that
    /// has no time either is told apart by its tokens instead, so that two such runs of one theme do not become one.
    /// </summary>
    internal static string Of(StoredRun run)
    {
        var record = run.Record;
        var end = FirebaseKey.Legal((record.Timestamp?.UtcDateTime, record.Id) switch
        {
            (null, null) => $"_undated_{Last(run.Identity)}",
            (null, { } id) => $"_undated_{Last(id)}",
            ({ } time, null) => string.Create(CultureInfo.InvariantCulture, $"_{time:yyyy-MM-dd_HH-mm-ss}"),
            ({ } time, { } id) => string.Create(CultureInfo.InvariantCulture, $"_{time:yyyy-MM-dd_HH-mm-ss}_{Last(id)}"),
        });
        return FirebaseKey.Legal(record.Slug, FirebaseKey.MaxBytes - System.Text.Encoding.UTF8.GetByteCount(end)) + end;
    }

    private static ReadOnlySpan<char> Last(string id) => id.Length <= IdCharacters ? id : id.AsSpan(id.Length - IdCharacters);
}
