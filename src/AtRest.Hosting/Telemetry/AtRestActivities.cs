using System.Diagnostics;
using AtRest.Hosting.Audits;

namespace AtRest.Hosting.Telemetry;

/// <summary>All spans of Hosting, in one place; null where nobody listens. Calls to the clouds have theirs in Collectors, under the same source's name.</summary>
internal sealed class AtRestActivities : IDisposable
{
    private readonly ActivitySource source = new(TelemetryNames.Source);

    /// <summary>The planning, or all of an audit where it is done at once.</summary>
    public Activity? Audit(AuditOrder order) => With(source.StartActivity("audit"), order.AuditId, order.OrganizationId)?.SetTag(TelemetryNames.Cause, AtRestMeters.Name(order.Cause));

    /// <summary>Collecting and keeping one batch's evidence.</summary>
    public Activity? Batch(string auditId, string organizationId, int clusters) =>
        With(source.StartActivity("audit batch"), auditId, organizationId)?.SetTag(TelemetryNames.Clusters, clusters);

    /// <summary>Making and keeping the report.</summary>
    public Activity? Report(string auditId, string organizationId) => With(source.StartActivity("audit report"), auditId, organizationId);

    /// <summary>The work of one message.</summary>
    public Activity? Delivery(string queue) => source.StartActivity($"process {queue}", ActivityKind.Consumer)?.SetTag(TelemetryNames.Queue, queue);

    /// <summary>One attempt to notify an organization.</summary>
    public Activity? Notification(string organizationId) => source.StartActivity("notify", ActivityKind.Client)?.SetTag(TelemetryNames.OrganizationId, organizationId);

    /// <summary>Marks a span as failed, by the exception's type: a message may hold what is nobody's business.</summary>
    public static void Fail(Activity? activity, Exception failure) => activity?.SetStatus(ActivityStatusCode.Error).SetTag(TelemetryNames.Error, failure.GetType().Name);

    public void Dispose() => source.Dispose();

    private static Activity? With(Activity? activity, string auditId, string organizationId) =>
        activity?.SetTag(TelemetryNames.AuditId, auditId).SetTag(TelemetryNames.OrganizationId, organizationId);
}
