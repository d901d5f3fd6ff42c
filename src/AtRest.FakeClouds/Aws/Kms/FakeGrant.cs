using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Aws.Kms;

/// <summary>A grant (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html).</summary>
public sealed record FakeGrant
{
    /// <summary>Absent: derived from the key and the position in the list.</summary>
    public string? GrantId { get; init; }

    public string? Name { get; init; }

    public string? GranteePrincipal { get; init; }

    public string? GranteeServicePrincipal { get; init; }

    public string? RetiringPrincipal { get; init; }

    public string? RetiringServicePrincipal { get; init; }

    /// <summary>Absent: the root of the key's account.</summary>
    public string? IssuingAccount { get; init; }

    /// <summary>Without a prefix: <c>Decrypt</c>.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    public IReadOnlyDictionary<string, string>? EncryptionContextEquals { get; init; }

    public IReadOnlyDictionary<string, string>? EncryptionContextSubset { get; init; }

    public string? SourceArn { get; init; }

    public ScenarioTime CreationDate { get; init; } = "now-30d";
}
