using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Google.Evidence;

namespace AtRest.Core.Evidence;

/// <summary>All that was read from the clouds for one organization. Sorted, so that the same evidence is the same bytes.</summary>
public sealed record CloudEvidence
{
    /// <summary>What Camunda reports; null if no access to its API is declared.</summary>
    public CamundaEvidence? Camunda { get; init; }

    /// <summary>One entry per AWS key of the audited clusters, by ARN.</summary>
    public ImmutableArray<KmsKeyEvidence> Keys { get; init; } = [];

    /// <summary>One entry per account and region of those keys.</summary>
    public ImmutableArray<CloudTrailEvidence> CloudTrail { get; init; } = [];

    /// <summary>Event data stores that were looked for beyond the places of <see cref="CloudTrail"/>, by account and region.</summary>
    public ImmutableArray<EventDataStoreEvidence> EventDataStores { get; init; } = [];

    /// <summary>One entry per bucket that a trail of <see cref="CloudTrail"/> writes to.</summary>
    public ImmutableArray<LogBucketEvidence> LogBuckets { get; init; } = [];

    /// <summary>One entry per log group that a trail of <see cref="CloudTrail"/> writes to, by ARN.</summary>
    public ImmutableArray<LogGroupEvidence> LogGroups { get; init; } = [];

    /// <summary>One entry per account and region of <see cref="Keys"/>.</summary>
    public ImmutableArray<EventBridgeEvidence> EventBridge { get; init; } = [];

    /// <summary>One entry per Google Cloud KMS key of the audited clusters, by name.</summary>
    public ImmutableArray<CryptoKeyEvidence> CryptoKeys { get; init; } = [];

    /// <summary>With which identity each account was read, by cloud and account. Evidence that was saved by an earlier release has none.</summary>
    public ImmutableArray<AccountReader> Readers { get; init; } = [];
}
