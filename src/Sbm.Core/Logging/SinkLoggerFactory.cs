using Microsoft.Extensions.Logging;

namespace Sbm.Core.Logging;

/// <summary>Logs to a caller that knows nothing of logging, for example a command's streams.</summary>
internal static class SinkLoggerFactory
{
    internal static ILoggerFactory Create(Action<SyncLogLevel, string> sink) => Create((LogLevel level, string message) => sink(
        level switch
        {
            >= LogLevel.Warning => SyncLogLevel.Warning,
            LogLevel.Information => SyncLogLevel.Verbose,
            _ => SyncLogLevel.Debug,
        },
        VisibleText.Of(message)));

    internal static ILoggerFactory Create(Action<LogLevel, string> sink) =>
        LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new Provider(sink)));

    private sealed class Provider(Action<LogLevel, string> sink) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            sink(logLevel, formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
