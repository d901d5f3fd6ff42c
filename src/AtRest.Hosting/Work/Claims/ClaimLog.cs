using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Work.Claims;

/// <summary>The log messages about claims.</summary>
internal static partial class ClaimLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "This copy of a message in the queue {Queue} is dropped, because another worker has the message or it is done")]
    public static partial void HeldElsewhere(this ILogger log, string queue);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message of the queue {Queue} is given up: the work ended {Failures} times with an error, its worker was killed {Kills} times, and it waited {Waited} for the storage")]
    public static partial void GivenUp(this ILogger log, Exception? exception, string queue, int failures, int kills, TimeSpan waited);

    [LoggerMessage(Level = LogLevel.Error, Message = "The work of a message of the queue {Queue} ended with an error (failure {Failures} of {Most}). The next attempt is in {Pause}.")]
    public static partial void Failed(this ILogger log, Exception exception, string queue, int failures, int most, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "AtRest's own storage failed while a message of the queue {Queue} was handled. This counts as no failure of the work. The next attempt is in {Pause}.")]
    public static partial void StorageFailed(this ILogger log, Exception exception, string queue, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another worker took over a message of the queue {Queue}, so this one stopped")]
    public static partial void Lost(this ILogger log, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The claim on a message of the queue {Queue} could not be renewed. Another worker may take over.")]
    public static partial void NotRenewed(this ILogger log, Exception exception, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The claim on a message of the queue {Queue} could not be ended. The message may be handled again.")]
    public static partial void NotEnded(this ILogger log, Exception exception, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The worker of a message of the queue {Queue} is gone: its claim was not renewed for {Age}. The message is queued again. So far, {Kills} of its workers were killed.")]
    public static partial void QueuedAgain(this ILogger log, string queue, TimeSpan age, int kills);

    [LoggerMessage(Level = LogLevel.Error, Message = "The claim '{Claim}' could not be checked")]
    public static partial void NotLookedAfter(this ILogger log, Exception exception, string claim);
}
