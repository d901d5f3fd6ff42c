using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Naming;

namespace AtRest.Core.Policies.Fixing;

/// <summary>A policy to be mended, and for whom.</summary>
public sealed record PolicyFixRequest
{
    /// <summary>The policy as it is.</summary>
    public required string Text { get; init; }

    /// <summary>The key that the policy belongs to; its account is the owner's.</summary>
    public required KmsKeyArn Key { get; init; }

    /// <summary>The cluster's Amazon Role ARN.</summary>
    public required Arn Role { get; init; }

    /// <summary>The key's grants; null if they are not known.</summary>
    public ImmutableArray<KeyGrant>? Grants { get; init; }

    /// <summary>Conditions on the time are judged by this moment.</summary>
    public required DateTimeOffset Moment { get; init; }
}
