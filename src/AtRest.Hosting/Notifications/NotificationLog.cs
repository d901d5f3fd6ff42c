using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Notifications;

/// <summary>What notifications write to the log: never a secret, nor a URL, which may be one.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(4000, LogLevel.Information, "Notification {Notification} of organization {OrganizationId} was delivered at attempt {Attempt}.")]
    public static partial void Delivered(this ILogger logger, string notification, string organizationId, int attempt);

    [LoggerMessage(4001, LogLevel.Warning, "Notification {Notification} of organization {OrganizationId}: attempt {Attempt} failed. {Cause} It is tried again in {Pause}.")]
    public static partial void Failed(this ILogger logger, string notification, string organizationId, int attempt, string cause, TimeSpan pause);

    [LoggerMessage(4002, LogLevel.Error, "Notification {Notification} of organization {OrganizationId} was given up after attempt {Attempt}, and is kept as {Blob}. {Cause}")]
    public static partial void GivenUp(this ILogger logger, string notification, string organizationId, int attempt, string cause, string blob);

    [LoggerMessage(4003, LogLevel.Error, "A message among the notifications that were given up is none of AtRest's, and was removed.")]
    public static partial void NotOurs(this ILogger logger, Exception exception);
}
