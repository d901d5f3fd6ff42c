using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Notifications;

/// <summary>The log messages about notifications. They never contain a secret, nor a URL, which may be one.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(4000, LogLevel.Information, "Notification {Notification} of organization {OrganizationId} was delivered on attempt {Attempt}")]
    public static partial void Delivered(this ILogger logger, string notification, string organizationId, int attempt);

    [LoggerMessage(4001, LogLevel.Warning, "Notification {Notification} of organization {OrganizationId}: attempt {Attempt} failed. {Cause} The next attempt is in {Pause}.")]
    public static partial void Failed(this ILogger logger, string notification, string organizationId, int attempt, string cause, TimeSpan pause);

    [LoggerMessage(4002, LogLevel.Error, "Notification {Notification} of organization {OrganizationId} was given up after attempt {Attempt}, and is stored as {Blob}. {Cause}")]
    public static partial void GivenUp(this ILogger logger, string notification, string organizationId, int attempt, string cause, string blob);

    [LoggerMessage(4003, LogLevel.Error, "A message in the poison queue of notifications was not written by AtRest, and was removed")]
    public static partial void NotOurs(this ILogger logger, Exception exception);
}
