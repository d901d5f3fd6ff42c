using System.Collections.Immutable;

namespace AtRest.Core.Evidence;

/// <summary>All that was read from the clouds for one organization. Sorted, so that the same evidence is the same bytes.</summary>
public sealed record CloudEvidence
{
    /// <summary>One entry per key of the audited clusters, by ARN.</summary>
    public ImmutableArray<KmsKeyEvidence> Keys { get; init; } = [];

    /// <summary>One entry per account and region of those keys.</summary>
    public ImmutableArray<CloudTrailEvidence> CloudTrail { get; init; } = [];

    /// <summary>One entry per bucket that a trail of <see cref="CloudTrail"/> writes to.</summary>
    public ImmutableArray<LogBucketEvidence> LogBuckets { get; init; } = [];
}
