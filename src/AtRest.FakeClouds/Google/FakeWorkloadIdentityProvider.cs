using AtRest.FakeClouds.WebIdentity;

namespace AtRest.FakeClouds.Google;

/// <summary>A provider of a workload identity pool in Google Cloud.</summary>
public sealed record FakeWorkloadIdentityProvider
{
    /// <summary><c>//iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/ID</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The tokens that the provider accepts. The subject is the provider's attribute condition.</summary>
    public required FakeWebIdentityTrust Trust { get; init; }

    /// <summary>The lifetime of the tokens that it issues.</summary>
    public int TokenLifetimeSeconds { get; init; } = 3600;
}
