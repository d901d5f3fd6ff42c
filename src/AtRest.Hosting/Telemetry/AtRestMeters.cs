using System.Diagnostics;
using System.Diagnostics.Metrics;
using AtRest.Core.Audits;
using AtRest.Core.Naming;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Audits;

namespace AtRest.Hosting.Telemetry;

/// <summary>All metrics of Hosting. Calls to the clouds are counted in Collectors, with the same meter name.</summary>
internal sealed class AtRestMeters
{
    private readonly Counter<long> audits;
    private readonly Histogram<double> auditDuration;
    private readonly Counter<long> clusters;
    private readonly Counter<long> findings;
    private readonly Histogram<double> batchDuration;
    private readonly Counter<long> deliveries;
    private readonly Histogram<double> deliveryDuration;
    private readonly Counter<long> notifications;
    private readonly Counter<long> webhookEvents;
    private readonly Counter<long> rejections;
    private readonly Counter<long> damagedBlobs;

    public AtRestMeters(IMeterFactory factory)
    {
        var meter = factory.Create(TelemetryNames.Source);
        audits = meter.CreateCounter<long>("atrest.audits", "{audit}", "Audits that ended, by cause and outcome.");
        auditDuration = Seconds(meter, "atrest.audit.duration", "The time from an audit's start to its report.");
        clusters = meter.CreateCounter<long>("atrest.audit.clusters", "{cluster}", "Audited clusters, by verdict.");
        findings = meter.CreateCounter<long>("atrest.findings", "{finding}", "Findings of completed reports, by status, level and severity.");
        batchDuration = Seconds(meter, "atrest.audit.batch.duration", "The time to collect and store the evidence of one batch.");
        deliveries = meter.CreateCounter<long>("atrest.queue.deliveries", "{message}", "Messages handled, by queue and outcome.");
        deliveryDuration = Seconds(meter, "atrest.queue.delivery.duration", "The time to handle one message.");
        notifications = meter.CreateCounter<long>("atrest.notifications", "{attempt}", "Attempts to notify organizations, by outcome.");
        webhookEvents = meter.CreateCounter<long>("atrest.webhook.events", "{event}", "Events received by the webhook, by outcome.");
        damagedBlobs = meter.CreateCounter<long>("atrest.damaged_blobs", "{blob}", "Damaged blobs about reports that were found.");
        rejections = meter.CreateCounter<long>("atrest.rate_limit.rejections", "{request}", "Requests rejected with 429, by the limit that was reached.");
    }

    /// <summary>Counts an audit that ended. Call it once, where the end is decided.</summary>
    /// <param name="cause">The reason for the audit.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="sinceOrdered">The time since the order.</param>
    public void AuditEnded(AuditCause cause, AuditOutcome outcome, TimeSpan sinceOrdered)
    {
        var tags = new TagList { { TelemetryNames.Cause, WireWord.Of(cause) }, { TelemetryNames.Outcome, WireWord.Of(outcome) } };
        audits.Add(1, tags);
        auditDuration.Record(sinceOrdered.TotalSeconds, tags);
    }

    /// <summary>Counts the clusters of a complete report by verdict, and its findings.</summary>
    public void ReportCompleted(AuditCause cause, AuditReport report)
    {
        foreach (var verdict in report.Summaries.CountBy(cluster => cluster.Verdict))
        {
            clusters.Add(verdict.Value, new TagList { { TelemetryNames.Cause, WireWord.Of(cause) }, { TelemetryNames.Verdict, WireWord.Of(verdict.Key) } });
        }

        var counts = report.Summaries.SelectMany(cluster => cluster.Counts).Concat(FindingCount.Of(report.Findings));
        foreach (var group in counts.GroupBy(count => (count.Status, count.Level, count.Severity)))
        {
            findings.Add(group.Sum(count => count.Number), new TagList
            {
                { TelemetryNames.Status, WireWord.Of(group.Key.Status) },
                { TelemetryNames.Level, WireWord.Of(group.Key.Level) },
                { TelemetryNames.Severity, WireWord.Of(group.Key.Severity) },
            });
        }
    }

    /// <summary>Counts a batch whose evidence was stored, or could not be.</summary>
    public void BatchCollected(TimeSpan duration, Exception? failure = null) => batchDuration.Record(duration.TotalSeconds, WithError([], failure));

    /// <summary>Counts a handled message with its outcome.</summary>
    public void Delivered(string queue, DeliveryOutcome outcome, TimeSpan duration, Exception? failure = null)
    {
        var tags = WithError(new TagList { { TelemetryNames.Queue, queue }, { TelemetryNames.Outcome, WireWord.Of(outcome) } }, failure);
        deliveries.Add(1, tags);
        deliveryDuration.Record(duration.TotalSeconds, tags);
    }

    public void NotificationSent(NotificationOutcome outcome) => notifications.Add(1, new TagList { { TelemetryNames.Outcome, WireWord.Of(outcome) } });

    public void RequestRejected(RateLimit limit) => rejections.Add(1, new TagList { { TelemetryNames.RateLimit, WireWord.Of(limit) } });

    public void DamageFound() => damagedBlobs.Add(1);

    public void WebhookEvent(WebhookResult result) => webhookEvents.Add(1, new TagList { { TelemetryNames.Result, WireWord.Of(result) } });

    private static Histogram<double> Seconds(Meter meter, string name, string description) => meter.CreateHistogram(
        name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600] });

    private static TagList WithError(TagList tags, Exception? failure)
    {
        if (failure is not null)
        {
            tags.Add(TelemetryNames.Error, failure.GetType().Name);
        }

        return tags;
    }
}
