using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Logs;

/// <summary>
/// The one place through which every line of every category goes, before any provider or formatter sees it: texts are made safe (<see cref="LogText"/>), and repeated lines of other
/// libraries are counted (<see cref="ForeignLines"/>).
/// </summary>
internal sealed class SafeLoggerFactory(LoggerFactory inner, TimeProvider time, LogSettings settings) : ILoggerFactory
{
    private readonly ForeignLines foreign = new(inner, time, settings);

    public ILogger CreateLogger(string categoryName) => new SafeLogger(inner.CreateLogger(categoryName), categoryName, ForeignLines.IsForeign(categoryName) ? foreign : null);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose()
    {
        foreign.Dispose();
        inner.Dispose();
    }

    private sealed class SafeLogger(ILogger inner, string category, ForeignLines? foreign) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(new LoggedState(message: null, state, LogText.LongestInScope));

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!inner.IsEnabled(logLevel) || foreign?.IsOneTooMany(category, logLevel, eventId) == true)
            {
                return;
            }

            var safe = new LoggedState(LogText.Of(formatter(state, exception)), state, LogText.LongestMessage);
            inner.Log(logLevel, eventId, safe, exception is null ? null : LoggedException.Of(exception), static (logged, _) => logged.ToString());
        }
    }
}
