using AtRest.FakeClouds.Google;

namespace AtRest.FakeClouds.Scenarios;

/// <content>What exists in Google Cloud.</content>
public sealed partial record Scenario
{
    /// <summary>Keys in Google Cloud KMS.</summary>
    public IReadOnlyList<FakeCryptoKey> CryptoKeys { get; init; } = [];

    /// <summary>Key rings in Google Cloud KMS whose IAM policies have bindings.</summary>
    public IReadOnlyList<FakeKeyRing> KeyRings { get; init; } = [];

    /// <summary>Google Cloud projects in which the Cloud KMS API is not enabled: every call about their resources is refused.</summary>
    public IReadOnlyList<string> KmsDisabledProjects { get; init; } = [];

    /// <summary>Google Cloud projects in which the KMS Inventory API is not enabled: every call about their keys is refused.</summary>
    public IReadOnlyList<string> KmsInventoryDisabledProjects { get; init; } = [];

    /// <summary>The records of deleted keys in Google Cloud KMS. A key with this name should be missing or absent.</summary>
    public IReadOnlyList<FakeRetiredCryptoKey> RetiredCryptoKeys { get; init; } = [];

    /// <summary>Google's service accounts. Empty: tokens are issued to all service accounts, and every token is accepted.</summary>
    public IReadOnlyList<FakeServiceAccount> ServiceAccounts { get; init; } = [];

    /// <summary>Providers of workload identity pools in Google Cloud.</summary>
    public IReadOnlyList<FakeWorkloadIdentityProvider> WorkloadIdentityProviders { get; init; } = [];
}
