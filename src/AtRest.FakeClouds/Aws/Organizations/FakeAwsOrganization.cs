using System.Text.Json.Serialization;

namespace AtRest.FakeClouds.Aws.Organizations;

/// <summary>An organization in AWS Organizations: a root, organizational units, accounts, and the policies that are attached to them.</summary>
public sealed record FakeAwsOrganization
{
    public string Id { get; init; } = "o-exampleorgid";

    /// <summary>12 digits. Callers from this account, and from those in <see cref="DelegatedAccountIds"/>, can read the organization.</summary>
    public required string ManagementAccountId { get; init; }

    public IReadOnlyList<string> DelegatedAccountIds { get; init; } = [];

    /// <summary>The ID of the root.</summary>
    public string Root { get; init; } = "r-exam";

    /// <summary>The parent of each account and organizational unit, by ID.</summary>
    public IReadOnlyDictionary<string, string> Parents { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<FakeOrganizationPolicy> Policies { get; init; } = [];
}

/// <summary>A policy of an organization.</summary>
public sealed record FakeOrganizationPolicy
{
    /// <summary>Such as <c>p-examplepolicyid</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>RESOURCE_CONTROL_POLICY or SERVICE_CONTROL_POLICY.</summary>
    public required string Type { get; init; }

    /// <summary>The policy, as JSON or as a text.</summary>
    [JsonConverter(typeof(PolicyTextConverter))]
    public required string Document { get; init; }

    /// <summary>The IDs that it is attached to.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];
}
