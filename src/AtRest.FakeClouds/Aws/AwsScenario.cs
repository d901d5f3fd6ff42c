using AtRest.FakeClouds.Aws;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Aws.CloudWatch;
using AtRest.FakeClouds.Aws.CloudWatchLogs;
using AtRest.FakeClouds.Aws.EventBridge;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Aws.Organizations;
using AtRest.FakeClouds.Aws.S3;

namespace AtRest.FakeClouds.Scenarios;

/// <content>What exists in AWS.</content>
public sealed partial record Scenario
{
    /// <summary>The account that base credentials belong to. Absent: the first account, else the first key's.</summary>
    public string? DefaultAccountId { get; init; }

    /// <summary>The accepted base credentials. Empty: every access key is accepted and belongs to the default account.</summary>
    public IReadOnlyList<FakeCredential> Credentials { get; init; } = [];

    public IReadOnlyList<FakeAccount> Accounts { get; init; } = [];

    public IReadOnlyList<FakeKey> Keys { get; init; } = [];

    public IReadOnlyList<FakeTrail> Trails { get; init; } = [];

    public IReadOnlyList<FakeEventDataStore> EventDataStores { get; init; } = [];

    public IReadOnlyList<FakeBucket> Buckets { get; init; } = [];

    /// <summary>ARNs of event buses, <c>arn:aws:events:REGION:ACCOUNT:event-bus/NAME</c>. The default event buses, and those with rules, exist without it.</summary>
    public IReadOnlyList<string> EventBuses { get; init; } = [];

    public IReadOnlyList<FakeEventRule> EventRules { get; init; } = [];

    public IReadOnlyList<FakeLogGroup> LogGroups { get; init; } = [];

    public IReadOnlyList<FakeAlarm> Alarms { get; init; } = [];

    /// <summary>The organization in AWS Organizations. Absent: the accounts are in none.</summary>
    public FakeAwsOrganization? Organization { get; init; }

    internal string EffectiveDefaultAccountId =>
        DefaultAccountId ?? (Accounts is [var account, ..] ? account.AccountId : Keys is [var key, ..] ? key.Arn.Split(':').ElementAtOrDefault(4) : null) ?? "000000000000";
}
