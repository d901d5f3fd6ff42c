using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Webhooks;

/// <summary>The log messages of the webhook. They never contain a key or a policy.</summary>
internal static partial class WebhookLog
{
    [LoggerMessage(3000, LogLevel.Information, "Webhook: event {EventId} of {Sender} from {Address} {Result}: {Name}, {Clusters} clusters. {Reason}")]
    public static partial void Received(this ILogger logger, string? eventId, string sender, string address, string result, string? name, int clusters, string reason);

    [LoggerMessage(3001, LogLevel.Warning, "Webhook: a request of {Sender} from {Address} did not contain an event, and was ignored. {Reason}")]
    public static partial void Malformed(this ILogger logger, string sender, string address, string reason);

    [LoggerMessage(3002, LogLevel.Information, "Webhook: {Count} more events of {Sender} were {Result} from {Since:O} to {Until:O}")]
    public static partial void MoreReceived(this ILogger logger, int count, string sender, string result, DateTimeOffset since, DateTimeOffset until);

    [LoggerMessage(3003, LogLevel.Error, "Webhook: an event could not be stored. EventBridge was asked to send it again.")]
    public static partial void NotTaken(this ILogger logger, Exception exception);

    [LoggerMessage(3010, LogLevel.Information, "Key change: {Scope} needs no further audit. The audit that started at {StartedAt} covers all events until {CoversUntil}.")]
    public static partial void Covered(this ILogger logger, string scope, DateTimeOffset startedAt, DateTimeOffset coversUntil);

    [LoggerMessage(3011, LogLevel.Information, "Key change: no cluster uses {Scope} now")]
    public static partial void NobodyUses(this ILogger logger, string scope);

    [LoggerMessage(3012, LogLevel.Information, "Key change: {Clusters} clusters of organization {OrganizationId} were audited again: {Detail}. Report {ReportId}.")]
    public static partial void Audited(this ILogger logger, int clusters, string organizationId, string? detail, string reportId);

    [LoggerMessage(3013, LogLevel.Warning, "Key change: the audit of organization {OrganizationId} after a change of {Scope} failed")]
    public static partial void AuditFailed(this ILogger logger, string organizationId, string scope, Exception exception);

    [LoggerMessage(3014, LogLevel.Error, "Key change: the change was given up after too many attempts, and stored as {Blob}. The nightly audit will include the change. {Cause}")]
    public static partial void GivenUp(this ILogger logger, string blob, string? cause);
}
