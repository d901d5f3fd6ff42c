namespace AtRest.Hosting.Logs;

/// <summary>
/// Replaces an exception whose text is not safe for a log. Providers write the text of an exception themselves, so the message that is escaped already does not protect them.
/// </summary>
internal sealed class LoggedException : Exception
{
    private readonly string text;

    private LoggedException(string message, string text)
        : base(message) => this.text = text;

    /// <summary>The exception itself if its text is safe.</summary>
    public static Exception Of(Exception exception)
    {
        var messages = Messages(exception).Where(message => !LogText.IsSafe(message)).Distinct(StringComparer.Ordinal).OrderByDescending(message => message.Length).ToList();
        var text = exception.ToString();
        if (messages.Count == 0 && text.Length <= LogText.LongestException && LogText.IsSafe(text.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal)))
        {
            return exception;
        }

        // Lines of the stack stay. A line break inside of a message could begin a forged one.
        foreach (var message in messages)
        {
            text = text.Replace(message, LogText.Of(message), StringComparison.Ordinal);
        }

        return new LoggedException(LogText.Of(exception.Message), LogText.Lines(text.ReplaceLineEndings("\n"), LogText.LongestException));
    }

    /// <summary>The whole text, which has the stacks of the original exceptions: the Functions host gets only the message and this.</summary>
    public override string StackTrace => text;

    public override string ToString() => text;

    private static IEnumerable<string> Messages(Exception exception) =>
        [exception.Message, .. exception is AggregateException many ? many.InnerExceptions.SelectMany(Messages) : exception.InnerException is { } inner ? Messages(inner) : []];
}
