using System.Collections.Immutable;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Camunda.Inventory;

namespace AtRest.Core.Inventory;

/// <summary>A Camunda 8 SaaS organization: one customer, one report.</summary>
public sealed record Organization
{
    /// <summary>Matches <c>^[a-z0-9][a-z0-9-]{0,62}$</c>, because the ID is used in paths and URLs.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The Camunda plan, lower case (<c>enterprise</c> …); null if it was not declared.</summary>
    public string? Plan { get; init; }

    public CamundaAccess? Camunda { get; init; }

    /// <summary>The AWS accounts with keys, trails and log buckets, and the role for reading each of them.</summary>
    public ImmutableArray<AwsAccount> Aws { get; init; } = [];

    public ImmutableArray<Cluster> Clusters { get; init; } = [];

    public ImmutableArray<Waiver> Waivers { get; init; } = [];
}
