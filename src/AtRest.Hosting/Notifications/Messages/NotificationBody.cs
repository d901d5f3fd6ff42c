using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace AtRest.Hosting.Notifications.Messages;

/// <summary>What an organization is told, as the Standard Webhooks specification recommends it: type, time, data. See docs/webhook.md.</summary>
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

    /// <summary><c>organization</c>, or <c>clusters</c>: the report, and so its verdict, is about some of them only.</summary>
    public required string Scope { get; init; }

    /// <summary>The report in one sentence.</summary>
    public string? Headline { get; init; }

    /// <summary>True: the fleet is made up. Left out otherwise.</summary>
    public bool? Demo { get; init; }

    /// <summary>Most urgent first; the first of them, where there are many.</summary>
    public required ImmutableArray<NotifiedCluster> Clusters { get; init; }

    /// <summary>How many there are.</summary>
    public required int ClusterCount { get; init; }

    /// <summary>What is different from the report before, a sentence each; the first of them, where there are many.</summary>
    public required ImmutableArray<string> Changes { get; init; }

    /// <summary>How many there are.</summary>
    public required int ChangeCount { get; init; }

    /// <summary>Where the report is: a URL, or its path if the app does not know by what name it is called.</summary>
    [JsonPropertyName("report")]
    public required string ReportUrl { get; init; }
}

/// <summary>A cluster and its verdict.</summary>
internal sealed record NotifiedCluster(string Id, string Name, string Verdict);
