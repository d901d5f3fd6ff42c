using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Logs;

/// <summary>
/// Limits the warnings and errors of other libraries. Some depend on what callers send, and nothing says which, so each kind has a number of lines per window. The rest is counted.
/// Levels below Warning are off unless a setting says otherwise, and then they are wanted.
/// </summary>
internal sealed partial class ForeignLines : IDisposable
{
    /// <summary>The lines of one kind and window that are written.</summary>
    public const int Most = 10;

    private readonly Repeats<(string Category, LogLevel Level, EventId Event)> repeats;
    private readonly ILogger logger;

    /// <param name="logger">Gets the number of what was left out. It does not throw, because a timer calls it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="settings">The window.</param>
    public ForeignLines(ILogger logger, TimeProvider time, LogSettings settings)
    {
        this.logger = logger;
        repeats = new(time, settings.Window, Most, ("other libraries", LogLevel.Warning, default), (line, repeat) => LogLeftOut(repeat.Count, line.Category, line.Event.Name ?? $"{line.Event.Id}", repeat.Since, repeat.Until));
    }

    public static bool IsForeign(string category) => category != "AtRest" && !category.StartsWith("AtRest.", StringComparison.Ordinal);

    public bool IsOneTooMany(string category, LogLevel level, EventId id) => level >= LogLevel.Warning && !repeats.IsFirst((category, level, id), "");

    public void Dispose() => repeats.Dispose();

    [LoggerMessage(LogLevel.Warning, "{Count} more lines of {Category} about {Event} from {Since:O} to {Until:O} were left out")]
    private partial void LogLeftOut(int count, string category, string @event, DateTimeOffset since, DateTimeOffset until);
}
