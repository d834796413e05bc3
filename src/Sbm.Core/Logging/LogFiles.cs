using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sbm.Core.Settings;
using Serilog;
using Serilog.Extensions.Logging;

namespace Sbm.Core.Logging;

/// <summary>The log of what runs in the background: files in <c>~/.sbm/logs</c>, one a day, written by any number of processes.</summary>
internal static class LogFiles
{
    private const int KeptFiles = 7;
    private const long MaxFileBytes = 5_000_000;

    /// <summary>Opens the log; where the user has no home or may not write there, what is logged goes nowhere: no reason not to sync.</summary>
    internal static ILoggerFactory TryCreate(SbmSettings settings)
    {
        try
        {
            var folder = Path.Combine(settings.SbmFolder, "logs");
            PrivateFolder.Create(folder);
            return Create(folder);
        }
        catch (Exception e) when (e is SbmException or IOException or UnauthorizedAccessException)
        {
            return NullLoggerFactory.Instance;
        }
    }

    /// <param name="folder">Where the files go; it exists.</param>
    internal static ILoggerFactory Create(string folder)
    {
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
