using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Work.Claims;

/// <summary>The log messages about claims.</summary>
internal static partial class ClaimLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "This copy of a message in the queue {Queue} is dropped, because another worker has the message or it is done.")]
    public static partial void HeldElsewhere(this ILogger log, string queue);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message of the queue {Queue} is given up after {Tries} attempts. Each time, its worker was stopped or failed.")]
    public static partial void TriedTooOften(this ILogger log, string queue, int tries);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another worker took over a message of the queue {Queue}, so this one stopped.")]
    public static partial void Lost(this ILogger log, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The claim on a message of the queue {Queue} could not be renewed. Another worker may take over.")]
    public static partial void NotRenewed(this ILogger log, Exception exception, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The claim on a message of the queue {Queue} could not be ended. The message may be handled again.")]
    public static partial void NotEnded(this ILogger log, Exception exception, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The worker of a message of the queue {Queue} is gone: its claim was not renewed for {Age}. The message is queued again (attempt {Try} of {Most}).")]
    public static partial void QueuedAgain(this ILogger log, string queue, TimeSpan age, int @try, int most);

    [LoggerMessage(Level = LogLevel.Error, Message = "The claim '{Claim}' could not be checked.")]
    public static partial void NotLookedAfter(this ILogger log, Exception exception, string claim);
}
