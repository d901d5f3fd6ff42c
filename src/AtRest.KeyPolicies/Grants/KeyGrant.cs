using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Grants;

/// <summary>A grant on a key, as <c>ListGrants</c> shows it (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html).</summary>
public sealed record KeyGrant
{
    public string? GrantId { get; init; }

    public string? Name { get; init; }

    /// <summary>A role, user, session or account; or a service principal such as <c>ec2.amazonaws.com</c>.</summary>
    public string? GranteePrincipal { get; init; }

    public string? GranteeServicePrincipal { get; init; }

    public string? RetiringPrincipal { get; init; }

    public string? RetiringServicePrincipal { get; init; }

    /// <summary>The account under which the grant was issued, as an ARN (<c>arn:aws:iam::ID:root</c>) or an id.</summary>
    public string? IssuingAccount { get; init; }

    /// <summary>Grant operations without a prefix: <c>Decrypt</c>, <c>GenerateDataKey</c> …</summary>
    public ImmutableArray<string> Operations { get; init; } = [];

    public ImmutableSortedDictionary<string, string>? EncryptionContextEquals { get; init; }

    public ImmutableSortedDictionary<string, string>? EncryptionContextSubset { get; init; }

    /// <summary>The source ARN of the grant's constraints, for grants that AWS services hold.</summary>
    public string? SourceArn { get; init; }

    public DateTimeOffset? CreationDate { get; init; }
}
