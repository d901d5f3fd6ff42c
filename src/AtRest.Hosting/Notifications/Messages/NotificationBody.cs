using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace AtRest.Hosting.Notifications.Messages;

/// <summary>The body of a notification, as the Standard Webhooks specification recommends it: type, time, data. See docs/webhook.md.</summary>
internal sealed record NotificationBody
{
    public string Type { get; init; } = "report.completed";

    /// <summary>The moment of the audit, UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    public required NotificationData Data { get; init; }
}

/// <summary>About the report.</summary>
internal sealed record NotificationData
{
    public required string Organization { get; init; }

    public required string ReportId { get; init; }

    public required string AuditId { get; init; }

    /// <summary><c>nightly</c>, <c>request</c> or <c>keyChange</c>.</summary>
    public required string Cause { get; init; }

    public string? Detail { get; init; }

    public required string Verdict { get; init; }

    /// <summary><c>organization</c>, or <c>clusters</c> if the report, and so its verdict, is about some of its clusters.</summary>
    public required string Scope { get; init; }

    /// <summary>The report in one sentence.</summary>
    public string? Headline { get; init; }

    /// <summary>True if the fleet is made up; otherwise left out.</summary>
    public bool? Demo { get; init; }

    /// <summary>The most urgent first; only the first ones if there are many.</summary>
    public required ImmutableArray<NotifiedCluster> Clusters { get; init; }

    /// <summary>The number of all.</summary>
    public required int ClusterCount { get; init; }

    /// <summary>The differences from the previous report, a sentence each; only the first ones if there are many.</summary>
    public required ImmutableArray<string> Changes { get; init; }

    /// <summary>The number of all.</summary>
    public required int ChangeCount { get; init; }

    /// <summary>The address of the report: a URL, or its path if the app does not know its public URL.</summary>
    [JsonPropertyName("report")]
    public required string ReportUrl { get; init; }
}

/// <summary>A cluster and its verdict.</summary>
internal sealed record NotifiedCluster(string Id, string Name, string Verdict);
