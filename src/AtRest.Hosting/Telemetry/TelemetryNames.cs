namespace AtRest.Hosting.Telemetry;

/// <summary>The names of traces and metrics (docs/operations.md). They never change: alerts and dashboards depend on them.</summary>
internal static class TelemetryNames
{
    /// <summary>The name of the ActivitySource and of the Meter, in Hosting and in Collectors.</summary>
    public const string Source = "AtRest";

    public const string Cause = "atrest.audit.cause";
    public const string Outcome = "atrest.outcome";
    public const string Verdict = "atrest.verdict";
    public const string Status = "atrest.finding.status";
    public const string Level = "atrest.finding.level";
    public const string Severity = "atrest.finding.severity";
    public const string Result = "atrest.webhook.result";
    public const string RateLimit = "atrest.rate_limit";

    /// <summary>https://opentelemetry.io/docs/specs/semconv/registry/attributes/messaging/.</summary>
    public const string Queue = "messaging.destination.name";

    /// <summary>https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/: an exception's type, never its message.</summary>
    public const string Error = "error.type";

    /// <summary>On spans only: IDs do not belong in metrics, where each would be a separate time series.</summary>
    public const string AuditId = "atrest.audit.id";

    public const string OrganizationId = "atrest.organization.id";
    public const string Clusters = "atrest.clusters";
}
