using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Work.Claims;

/// <summary>What is logged about claims.</summary>
internal static partial class ClaimLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Another worker has a message of the queue {Queue}, or it is done: this copy is dropped")]
    public static partial void HeldElsewhere(this ILogger log, string queue);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message of the queue {Queue} was tried {Tries} times, and its worker was killed or failed each time: it is given up")]
    public static partial void TriedTooOften(this ILogger log, string queue, int tries);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another worker took over a message of the queue {Queue}: this one has stopped")]
    public static partial void Lost(this ILogger log, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The claim on a message of the queue {Queue} could not be renewed; another worker may take over")]
    public static partial void NotRenewed(this ILogger log, Exception exception, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The claim on a message of the queue {Queue} could not be ended; the message may be worked on again")]
    public static partial void NotEnded(this ILogger log, Exception exception, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No worker has a message of the queue {Queue} any more, after {Age} without a sign of life: it is queued again (try {Try} of {Most})")]
    public static partial void QueuedAgain(this ILogger log, string queue, TimeSpan age, int @try, int most);

    [LoggerMessage(Level = LogLevel.Error, Message = "The claim '{Claim}' could not be looked after")]
    public static partial void NotLookedAfter(this ILogger log, Exception exception, string claim);
}
