using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sbm.Core.Files;
using Sbm.Core.Settings;

namespace Sbm.Core.Logging;

/// <summary>The log of what runs in the background: files in <c>~/.sbm/logs</c>, one a day, written by any number of processes.</summary>
public static class LogFiles
{
    /// <summary>The last lines of the log, oldest first; none if there is no log.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="count">How many lines at most.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IReadOnlyList<string> Tail(string folder, int count) => RollingLog.Tail(folder, count);

    /// <summary>What keeps background syncs from writing their log, and what to do about it; null if nothing does.</summary>
    /// <param name="folder">Where the files go, or would go.</param>
    internal static string? FaultOf(string folder) => FolderAccess.MayWrite(folder)
        ? null
        : $"Background syncs cannot write their log, so that nothing tells what they did. Let '{folder}' be a folder that you may write.";

    /// <summary>Opens the log; where the user has no home or may not write there, what is logged goes nowhere: no reason not to sync.</summary>
    internal static ILoggerFactory TryCreate(SbmSettings settings, TimeProvider time)
    {
        try
        {
            var folder = Path.Combine(settings.SbmFolder, "logs");
            PrivateFolder.Create(folder);
            return Create(folder, time);
        }
        catch (Exception e) when (e is SbmException or IOException or UnauthorizedAccessException)
        {
            return NullLoggerFactory.Instance;
        }
    }

    /// <param name="folder">Where the files go; it exists.</param>
    /// <param name="time">Where time comes from.</param>
    internal static ILoggerFactory Create(string folder, TimeProvider? time = null)
    {
        var clock = time ?? TimeProvider.System;
        var log = new RollingLog(folder, clock);
        return SinkLoggerFactory.Create((level, message) => log.Write(Line(clock.GetLocalNow(), level, message)));
    }

    private static string Line(DateTimeOffset now, LogLevel level, string message)
    {
        var word = level switch { >= LogLevel.Error => "ERR", LogLevel.Warning => "WRN", LogLevel.Information => "INF", _ => "DBG" };
        return string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm:ss.fff zzz} [{word}] ({Environment.ProcessId}) {VisibleText.Of(message).TrimEnd()}\n");
    }
}
