using System.Text.Json.Serialization;

namespace AtRest.FakeClouds.Aws.EventBridge;

/// <summary>A rule of an event bus (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Rule.html).</summary>
public sealed record FakeEventRule
{
    /// <summary><c>arn:aws:events:REGION:ACCOUNT:rule/NAME</c>, or <c>…:rule/BUS/NAME</c> on another event bus than the default one.</summary>
    public required string Arn { get; init; }

    /// <summary>ENABLED, DISABLED or ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS.</summary>
    public string State { get; init; } = "ENABLED";

    /// <summary>An object, or a string that is returned unchanged. Absent: the rule has a schedule.</summary>
    [JsonConverter(typeof(PolicyTextConverter))]
    public string? EventPattern { get; init; }

    /// <summary>Such as <c>rate(5 minutes)</c>.</summary>
    public string? ScheduleExpression { get; init; }

    /// <summary>The ARNs of the rule's targets.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    internal string Name => Arn[(Arn.LastIndexOf('/') + 1)..];

    // The name of a partner's bus can contain slashes, that of a rule cannot.
    internal string Bus => Arn.Split('/') is { Length: > 2 } parts ? string.Join('/', parts[1..^1]) : "default";

    internal string Region => Arn.Split(':')[3];

    internal string OwnerAccountId => Arn.Split(':')[4];
}
