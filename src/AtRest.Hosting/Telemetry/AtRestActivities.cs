using System.Diagnostics;
using AtRest.Hosting.Audits;

namespace AtRest.Hosting.Telemetry;

/// <summary>All spans of Hosting; null if nobody listens. Calls to the clouds have theirs in Collectors, with the same source name.</summary>
internal sealed class AtRestActivities : IDisposable
{
    private readonly ActivitySource source = new(TelemetryNames.Source);

    /// <summary>The planning, or a whole audit that runs immediately.</summary>
    public Activity? Audit(AuditOrder order) => With(source.StartActivity("audit"), order.AuditId, order.OrganizationId)?.SetTag(TelemetryNames.Cause, AtRestMeters.Name(order.Cause));

    /// <summary>Collecting and storing the evidence of one batch.</summary>
    public Activity? Batch(string auditId, string organizationId, int clusters) =>
        With(source.StartActivity("audit batch"), auditId, organizationId)?.SetTag(TelemetryNames.Clusters, clusters);

    /// <summary>Making and storing the report.</summary>
    public Activity? Report(string auditId, string organizationId) => With(source.StartActivity("audit report"), auditId, organizationId);

    /// <summary>Handling one message.</summary>
    public Activity? Delivery(string queue) => source.StartActivity($"process {queue}", ActivityKind.Consumer)?.SetTag(TelemetryNames.Queue, queue);

    /// <summary>One attempt to notify an organization.</summary>
    public Activity? Notification(string organizationId) => source.StartActivity("notify", ActivityKind.Client)?.SetTag(TelemetryNames.OrganizationId, organizationId);

    /// <summary>Marks a span as failed, with the type of the exception: its message may contain private data.</summary>
    public static void Fail(Activity? activity, Exception failure) => activity?.SetStatus(ActivityStatusCode.Error).SetTag(TelemetryNames.Error, failure.GetType().Name);

    public void Dispose() => source.Dispose();

    private static Activity? With(Activity? activity, string auditId, string organizationId) =>
        activity?.SetTag(TelemetryNames.AuditId, auditId).SetTag(TelemetryNames.OrganizationId, organizationId);
}
