using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AtRest.Collectors.Telemetry;

/// <summary>
/// Spans and metrics of the calls to the clouds (docs/operations.md): one of each per call, its retries included. They do not contain what a call is about, such as an account or a key,
/// because more people can read traces and metrics than reports.
/// </summary>
internal sealed class CloudTelemetry : IDisposable
{
    private const string Source = "AtRest";

    private readonly ActivitySource source = new(Source);
    private readonly Counter<long>? calls;
    private readonly Counter<long>? throttles;
    private readonly Histogram<double>? durations;

    private readonly Action<string, Exception>? fault;

    /// <param name="meters">Null: calls are not counted, as on the command line.</param>
    /// <param name="fault">See <see cref="CollectorOptions.Fault"/>.</param>
    public CloudTelemetry(IMeterFactory? meters = null, Action<string, Exception>? fault = null)
    {
        this.fault = fault;
        var meter = meters?.Create(Source);
        calls = meter?.CreateCounter<long>("atrest.cloud.calls", "{call}", "Calls to the clouds, by cloud, service, operation and outcome.");
        throttles = meter?.CreateCounter<long>("atrest.cloud.throttles", "{attempt}", "Attempts that a cloud throttled.");
        durations = meter?.CreateHistogram<double>(
            "atrest.cloud.call.duration", "s", "Calls to the clouds, with their retries and waits.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300] });
    }

    /// <param name="cloud"><c>aws</c>, <c>google</c>, <c>camunda</c>, <c>azure</c>.</param>
    /// <param name="service">As in permissions: <c>kms</c>.</param>
    /// <param name="operation">As the cloud names it: <c>DescribeKey</c>.</param>
    /// <param name="region">The region, for the span.</param>
    public CloudCall Start(string cloud, string service, string operation, string? region = null)
    {
        var activity = source.StartActivity($"{service} {operation}", ActivityKind.Client);
        activity?.SetTag("atrest.cloud", cloud).SetTag("atrest.cloud.service", service).SetTag("atrest.cloud.operation", operation).SetTag("cloud.region", region);
        return new CloudCall(this, activity, new TagList { { "atrest.cloud", cloud }, { "atrest.cloud.service", service }, { "atrest.cloud.operation", operation } });
    }

    /// <summary>Reports an exception that is the reason for absent evidence.</summary>
    /// <param name="what">The operation that failed: <c>sts:AssumeRole on arn:…</c>.</param>
    /// <param name="exception">The exception, with its inner exceptions.</param>
    public void Fault(string what, Exception exception) => fault?.Invoke(what, exception);

    public void Dispose() => source.Dispose();

    internal void Ended(TagList tags, CallOutcome outcome, TimeSpan duration, int throttled)
    {
        if (throttled > 0)
        {
            throttles?.Add(throttled, tags);
        }

        tags.Add("atrest.outcome", Name(outcome));
        calls?.Add(1, tags);
        durations?.Record(duration.TotalSeconds, tags);
    }

    internal static string Name(CallOutcome outcome) => outcome == CallOutcome.NotFound ? "notFound" : outcome.ToString().ToLowerInvariant();
}
