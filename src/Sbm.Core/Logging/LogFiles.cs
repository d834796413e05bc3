using System.Globalization;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Extensions.Logging;

namespace Sbm.Core.Logging;

/// <summary>The log of what runs in the background: files in <c>~/.sbm/logs</c>, one a day, written by any number of processes.</summary>
internal static class LogFiles
{
    private const int KeptFiles = 7;
    private const long MaxFileBytes = 5_000_000;

    /// <param name="sbmFolder">The user's own folder, <c>~/.sbm</c>.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of permission.</exception>
    internal static ILoggerFactory Create(string sbmFolder)
    {
        var folder = Path.Combine(sbmFolder, "logs");
        PrivateFolder.Create(folder);
        var logger = new LoggerConfiguration()
            .MinimumLevel.Debug()
            .WriteTo.File(
                Path.Combine(folder, "sync-.log"),
                outputTemplate: "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{Level:u3}] ({ProcessId}) {Message:lj}{NewLine}",
                formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day,
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: MaxFileBytes,
                retainedFileCountLimit: KeptFiles,
                shared: true)
            .Enrich.WithProperty("ProcessId", Environment.ProcessId)
            .CreateLogger();
        return LoggerFactory.Create(logging => logging
            .SetMinimumLevel(LogLevel.Debug)
            .AddProvider(new SerilogLoggerProvider(logger, dispose: true)));
    }
}
