using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sbm.Core.Files;

namespace Sbm.Core.Store;

/// <summary>
/// Remembers, beside a store, up to where all runs are known to be synced, and which of those are not. A hint: it counts only if
/// the store is still the same file and has the same run there, and is then no more than a place to begin reading at. Whatever
/// moves runs makes a new file, or removes the mark.
/// </summary>
/// <param name="Of">The file.</param>
/// <param name="LastRun">Where the last run before the mark begins.</param>
/// <param name="Beginning">How that run begins, in hex digits.</param>
/// <param name="Through">Where it ends: no run before is unknown.</param>
/// <param name="Open">Where the runs before the mark begin that are not synced.</param>
internal sealed record SyncedMark(FileIdentity Of, long LastRun, string Beginning, long Through, IReadOnlyList<long> Open)
{
    /// <summary>More runs than that are not remembered: those after them are read again.</summary>
    internal const int MostOpen = 200;

    private const int BeginningLength = 48; // an id and more

    internal static string PathFor(string store) => store + ".sync.mark";

    /// <summary>The mark of an open store, if there is one that fits it.</summary>
    internal static SyncedMark? Read(string store, SafeFileHandle file)
    {
        try
        {
            using var mark = StoreFile.TryOpen(PathFor(store), FileAccess.Read);
            return mark is not null
                && RandomAccess.GetLength(mark) < 16_384
                && Parse(Encoding.ASCII.GetString(StoreFile.ReadAll(mark))) is { } read
                && read.Of == FileStatus.Of(file)?.Identity
                && read.LastRun > 0 && read.Through <= RandomAccess.GetLength(file)
                && BeginningOf(file, read.LastRun) == read.Beginning
                ? read
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Makes a mark; null where files cannot be told apart.</summary>
    internal static SyncedMark? For(SafeFileHandle file, long lastRun, long through, IReadOnlyList<long> open) =>
        !OperatingSystem.IsWindows() && FileStatus.Of(file) is { } status && lastRun > 0
            ? new SyncedMark(status.Identity, lastRun, BeginningOf(file, lastRun), through, open)
            : null;

    /// <summary>Puts it beside the store. Not flushed: one that a power cut tears does not read, and is none.</summary>
    internal void Write(string store)
    {
        var path = PathFor(store);
        var temporary = DurableFile.TemporaryFor(path);
        try
        {
            DurableFile.RemoveTemporary(path);
            using (var file = FileOwnership.Of(store).Create(temporary).File)
            {
                file.Write(Encoding.ASCII.GetBytes(ToText()));
            }

            DurableFile.Rename(temporary, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            DurableFile.TryDelete(temporary); // a store that cannot be written beside is read from its start
        }
    }

    internal static void Remove(string store) => File.Delete(PathFor(store));

    private static string BeginningOf(SafeFileHandle file, long run) => Convert.ToHexString(StoreFile.Read(file, run - 1, BeginningLength));

    private string ToText() => string.Join(
        ' ',
        ((object[])[Of.Device, Of.Number, Of.Born, LastRun, Beginning, Through, .. Open.Cast<object>(), "end"])
            .Select(static word => Convert.ToString(word, CultureInfo.InvariantCulture)));

    private static SyncedMark? Parse(string text)
    {
        var words = text.Split(' ');
        if (words.Length < 7 || words[^1] != "end")
        {
            return null;
        }

        var numbers = new long[words.Length];
        for (var i = 0; i < words.Length - 1; i++)
        {
            if (i != 4 && !long.TryParse(words[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return new SyncedMark(new FileIdentity(numbers[0], numbers[1], numbers[2]), numbers[3], words[4], numbers[5], numbers[6..^1]);
    }
}
