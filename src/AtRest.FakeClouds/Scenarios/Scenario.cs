namespace AtRest.FakeClouds.Scenarios;

/// <summary>
/// A small world of AWS accounts for <see cref="FakeCloud"/>: what exists in it, what is refused, and what goes wrong.
/// The file form is JSON with these names in camel case (<c>docs/schemas/scenario.schema.json</c>).
/// </summary>
public sealed record Scenario
{
    /// <summary>For the author's editor; it is not looked at.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>The account that base credentials belong to. Absent: the first account, else the first key's.</summary>
    public string? DefaultAccountId { get; init; }

    /// <summary>The accepted base credentials. Empty: every access key is accepted and belongs to the default account.</summary>
    public IReadOnlyList<FakeCredential> Credentials { get; init; } = [];

    public IReadOnlyList<FakeAccount> Accounts { get; init; } = [];

    public IReadOnlyList<FakeKey> Keys { get; init; } = [];

    public IReadOnlyList<FakeTrail> Trails { get; init; } = [];

    public IReadOnlyList<FakeEventDataStore> EventDataStores { get; init; } = [];

    public IReadOnlyList<FakeBucket> Buckets { get; init; } = [];

    /// <summary>Keys in Google Cloud KMS.</summary>
    public IReadOnlyList<FakeCryptoKey> CryptoKeys { get; init; } = [];

    /// <summary>Key rings in Google Cloud KMS whose IAM policies have bindings.</summary>
    public IReadOnlyList<FakeKeyRing> KeyRings { get; init; } = [];

    /// <summary>Google Cloud projects in which the Cloud KMS API is not enabled: every call about a resource of theirs is refused.</summary>
    public IReadOnlyList<string> KmsDisabledProjects { get; init; } = [];

    /// <summary>Google's service accounts. Empty: tokens are issued to every one, and every token is accepted.</summary>
    public IReadOnlyList<FakeServiceAccount> ServiceAccounts { get; init; } = [];

    /// <summary>Providers of workload identity pools in Google Cloud.</summary>
    public IReadOnlyList<FakeWorkloadIdentityProvider> WorkloadIdentityProviders { get; init; } = [];

    /// <summary>The managed identity of an app on Azure. Absent: it has none.</summary>
    public FakeManagedIdentity? ManagedIdentity { get; init; }

    /// <summary>Absent: Camunda is not there.</summary>
    public FakeCamunda? Camunda { get; init; }

    /// <summary>ARNs of event buses, <c>arn:aws:events:REGION:ACCOUNT:event-bus/NAME</c>. The default buses, and those that rules are on, exist without it.</summary>
    public IReadOnlyList<string> EventBuses { get; init; } = [];

    public IReadOnlyList<FakeEventRule> EventRules { get; init; } = [];

    public IReadOnlyList<FakeLogGroup> LogGroups { get; init; } = [];

    public IReadOnlyList<FakeAlarm> Alarms { get; init; } = [];

    /// <summary>Calls that are answered with the service's access-denied error.</summary>
    public IReadOnlyList<FakeDenial> Denied { get; init; } = [];

    /// <summary>Calls that are answered with a given error.</summary>
    public IReadOnlyList<FakeError> Errors { get; init; } = [];

    public FakeFaults Faults { get; init; } = new();

    /// <summary>At most so many entries on a page, whatever the caller asks for. Absent: the service's own limits.</summary>
    public int? PageSize { get; init; }

    internal string EffectiveDefaultAccountId =>
        DefaultAccountId ?? (Accounts is [var account, ..] ? account.AccountId : Keys is [var key, ..] ? key.Arn.Split(':').ElementAtOrDefault(4) : null) ?? "000000000000";
}
