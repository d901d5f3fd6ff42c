using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AtRest.Core.Evidence;

namespace AtRest.Core.Aws.Evidence;

/// <summary>The policies of AWS Organizations that apply to an account with keys. Every resource begins with the account: <c>ACCOUNT …</c>.</summary>
public sealed record OrganizationEvidence
{
    /// <summary>The account of the keys.</summary>
    public required string AccountId { get; init; }

    /// <summary><c>organizations:DescribeOrganization</c>: the organization that the role belongs to.</summary>
    public required Collected<AwsOrganization> Organization { get; init; }

    /// <summary><c>organizations:ListParents</c>: the way from the account to the root. Not found: the account is not in the organization.</summary>
    public required Collected<OrganizationPath> Path { get; init; }

    /// <summary><c>organizations:ListParents</c> for the account of each cluster's role; the resource ends with it. Not found: the account is not in the organization.</summary>
    public ImmutableArray<Collected<OrganizationPath>> CallerPaths { get; init; } = [];

    /// <summary><c>organizations:ListPoliciesForTarget</c>: for the account and each of its parents, once for each type.</summary>
    public ImmutableArray<Collected<AttachedPolicies>> Attached { get; init; } = [];

    /// <summary><c>organizations:DescribePolicy</c>: each attached policy once.</summary>
    public ImmutableArray<Collected<OrganizationPolicy>> Policies { get; init; } = [];
}

/// <summary>An organization in AWS Organizations.</summary>
/// <param name="Id">Such as <c>o-exampleorgid</c>.</param>
/// <param name="ManagementAccountId">No policy of the organization applies to this account.</param>
public sealed record AwsOrganization(string Id, string ManagementAccountId);

/// <summary>The IDs of what contains an account: its organizational units, then the root. Empty for a caller's account of which only its membership is of interest.</summary>
public sealed record OrganizationPath(ImmutableArray<string> Parents);

/// <summary>The policies of one type that are attached to a target itself.</summary>
/// <param name="TargetId">The account, the organizational unit or the root.</param>
/// <param name="Type">The type of the policies.</param>
/// <param name="PolicyIds">Sorted.</param>
public sealed record AttachedPolicies(string TargetId, OrganizationPolicyType Type, ImmutableArray<string> PolicyIds);

/// <summary>A policy of an organization.</summary>
/// <param name="Id">Such as <c>p-examplepolicyid</c>.</param>
/// <param name="Name">Its name; null if AWS does not return one.</param>
/// <param name="Json">The policy as AWS returned it.</param>
public sealed record OrganizationPolicy(string Id, string? Name, string Json);

/// <summary>The types of policies that limit permissions.</summary>
public enum OrganizationPolicyType
{
    /// <summary>Limits who can use the resources of an account, also for callers from elsewhere (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html).</summary>
    [JsonStringEnumMemberName("RESOURCE_CONTROL_POLICY")]
    ResourceControl,

    /// <summary>Limits what the principals of an account can do (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html).</summary>
    [JsonStringEnumMemberName("SERVICE_CONTROL_POLICY")]
    ServiceControl,
}
