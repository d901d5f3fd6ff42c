using AtRest.Core.Audits;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Audits;

/// <summary>What is logged about audits.</summary>
internal static partial class AuditLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Batch {Batch} of audit {AuditId} of {OrganizationId} is collected: {Clusters} clusters in {Seconds:F1} s")]
    public static partial void BatchCollected(this ILogger log, string organizationId, string auditId, string batch, int clusters, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Batch {Batch} of audit {AuditId} of {OrganizationId} was given up. {Clusters} clusters are not evaluated: {Cause}")]
    public static partial void BatchGivenUp(this ILogger log, string organizationId, string auditId, string batch, int clusters, string cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Audit {AuditId} of {OrganizationId} ({Cause}) is complete: report {ReportId}, {Clusters} clusters, {LeftOut} left out, {Verdict}")]
    public static partial void AuditCompleted(this ILogger log, string organizationId, string auditId, string reportId, AuditCause cause, int clusters, int leftOut, Verdict verdict);

    [LoggerMessage(Level = LogLevel.Error, Message = "Audit {AuditId} of {OrganizationId} ended without a report: {Cause}")]
    public static partial void AuditEnded(this ILogger log, string organizationId, string auditId, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Audit {AuditId} of {OrganizationId} is unfinished, but nothing has happened for {Quiet}, no worker has it and its messages are not in the queue. It is queued again.")]
    public static partial void AuditResumed(this ILogger log, string organizationId, string auditId, TimeSpan quiet);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not find out whether audit {AuditId} of {OrganizationId} is lost. The other audits are still checked.")]
    public static partial void NotLookedAfter(this ILogger log, Exception exception, string organizationId, string auditId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Audit {AuditId} of {OrganizationId} no longer exists. Its message is dropped.")]
    public static partial void AuditGone(this ILogger log, string organizationId, string auditId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Audit {AuditId} of {OrganizationId} could not be planned or ordered again, because there is no usable inventory")]
    public static partial void NoInventory(this ILogger log, Exception exception, string organizationId, string auditId);

    [LoggerMessage(Level = LogLevel.Error, Message = "What is stored for audit {AuditId} of {OrganizationId} was changed or damaged. The audit ends without a report. The audit that repeats it: {NewAuditId}.")]
    public static partial void AuditDamaged(this ILogger log, Exception exception, string organizationId, string auditId, string newAuditId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Step {Step} of audit {AuditId} of {OrganizationId} failed and will be tried again")]
    public static partial void DeliveryFailed(this ILogger log, Exception exception, string organizationId, string auditId, string step);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cause of the failure of audit {AuditId} of {OrganizationId} could not be stored for its report")]
    public static partial void FailureNotKept(this ILogger log, Exception exception, string organizationId, string auditId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The stored evidence of batch {Batch} of audit {AuditId} of {OrganizationId} does not match its hashes, or cannot be read. It is refused.")]
    public static partial void EvidenceRefused(this ILogger log, Exception exception, string organizationId, string auditId, string batch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Audit {AuditId} of {OrganizationId} could not be finished because of AtRest's own storage. It is ordered again, as audit {NewAuditId}.")]
    public static partial void OrderedAgain(this ILogger log, string auditId, string organizationId, string newAuditId);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message in the queue {Queue} was not written by AtRest, and was dropped")]
    public static partial void ForeignMessage(this ILogger log, Exception exception, string queue);

    [LoggerMessage(Level = LogLevel.Information, Message = "The nightly audit of {Occurrence:u} was started for {Organizations} organizations (late: {IsPastDue})")]
    public static partial void NightlyOrdered(this ILogger log, DateTimeOffset occurrence, int organizations, bool isPastDue);

    [LoggerMessage(Level = LogLevel.Error, Message = "The nightly audit of {OrganizationId} could not be started")]
    public static partial void NightlyFailed(this ILogger log, Exception exception, string organizationId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The retention deletes nothing tonight, because {Cause}")]
    public static partial void RetentionRests(this ILogger log, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reports} reports of {OrganizationId} have expired. The retention deletes them, a part each night, when it has announced them for {Nights} nights. To keep them, raise AtRest:Retention:Reports (now {Days} days). The oldest: {ReportIds}.")]
    public static partial void Announced(this ILogger log, string organizationId, int reports, int nights, int days, string reportIds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Retention deleted {Reports} reports, {Audits} audits and {Events} marks of events")]
    public static partial void RetentionDone(this ILogger log, int reports, int audits, int events);
}
