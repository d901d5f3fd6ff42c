using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Logs;

/// <summary>
/// The one place through which every line of every category goes, before any provider or formatter sees it: texts are made safe (<see cref="LogText"/>), and repeated lines of other
/// libraries are counted (<see cref="ForeignLines"/>). A line that cannot be logged is never an exception of the code that writes it: the web server writes lines on its own thread, and timers
/// write lines too, and an exception there ends the process.
/// </summary>
internal sealed partial class SafeLoggerFactory : ILoggerFactory
{
    /// <summary>So many lines that could not be logged are reported. Each line could be one.</summary>
    public const int MostFailures = 10;

    private readonly LoggerFactory inner;
    private readonly ForeignLines foreign;
    private int failures;

    public SafeLoggerFactory(LoggerFactory inner, TimeProvider time, LogSettings settings)
    {
        this.inner = inner;
        foreign = new ForeignLines(Safe(typeof(ForeignLines).FullName!, foreign: null), time, settings);
    }

    public ILogger CreateLogger(string categoryName) => Safe(categoryName, ForeignLines.IsForeign(categoryName) ? foreign : null);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose()
    {
        foreign.Dispose();
        inner.Dispose();
    }

    private SafeLogger Safe(string category, ForeignLines? foreign) => new(inner.CreateLogger(category), category, foreign, Report);

    /// <summary>A provider can fail, and so can the text of a value.</summary>
    private void Report(ILogger logger, string category, Exception failure)
    {
        if (Interlocked.Increment(ref failures) > MostFailures)
        {
            return;
        }

        try
        {
            LogNotLogged(logger, category, failure.GetType().Name, (failure.InnerException ?? failure).GetType().Name);
        }
        catch (Exception)
        {
            // Nothing is left that could say it.
        }
    }

    [LoggerMessage(LogLevel.Error, "A line of {Category} could not be logged: {Failure} ({Cause}). Only the first lines of this kind are reported.")]
    private static partial void LogNotLogged(ILogger logger, string category, string failure, string cause);

    private sealed class SafeLogger(ILogger inner, string category, ForeignLines? foreign, Action<ILogger, string, Exception> report) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(new LoggedState(message: null, state, LogText.LongestInScope));

        public bool IsEnabled(LogLevel logLevel)
        {
            try
            {
                return inner.IsEnabled(logLevel);
            }
            catch (Exception)
            {
                // Log reports it.
                return true;
            }
        }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            try
            {
                if (!inner.IsEnabled(logLevel) || foreign?.IsOneTooMany(category, logLevel, eventId) == true)
                {
                    return;
                }

                var safe = new LoggedState(LogText.Of(formatter(state, exception)), state, LogText.LongestMessage);
                inner.Log(logLevel, eventId, safe, exception is null ? null : LoggedException.Of(exception), static (logged, _) => logged.ToString());
            }
            catch (Exception failure)
            {
                report(inner, category, failure);
            }
        }
    }
}
