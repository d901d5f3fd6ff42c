using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Grants;

/// <summary>A grant on a key, as <c>ListGrants</c> shows it (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html).</summary>
public sealed record KeyGrant
{
    /// <summary>The grant's id; null if it was not given.</summary>
    public string? GrantId { get; init; }

    /// <summary>The name that its creator gave it; null if none.</summary>
    public string? Name { get; init; }

    /// <summary>A role, user, session or account; or a service principal such as <c>ec2.amazonaws.com</c>.</summary>
    public string? GranteePrincipal { get; init; }

    /// <summary>The service principal that may use the key, where AWS reports it in its own field.</summary>
    public string? GranteeServicePrincipal { get; init; }

    /// <summary>Who may retire the grant, besides its grantee; null if nobody is named.</summary>
    public string? RetiringPrincipal { get; init; }

    /// <summary>The service principal that may retire the grant.</summary>
    public string? RetiringServicePrincipal { get; init; }

    /// <summary>The account under which the grant was issued, as an ARN (<c>arn:aws:iam::ID:root</c>) or an id.</summary>
    public string? IssuingAccount { get; init; }

    /// <summary>Grant operations without a prefix: <c>Decrypt</c>, <c>GenerateDataKey</c> …</summary>
    public ImmutableArray<string> Operations { get; init; } = [];

    /// <summary>The encryption context that a request must have, exactly; null without this constraint.</summary>
    public ImmutableSortedDictionary<string, string>? EncryptionContextEquals { get; init; }

    /// <summary>Pairs that the encryption context of a request must include; null without this constraint.</summary>
    public ImmutableSortedDictionary<string, string>? EncryptionContextSubset { get; init; }

    /// <summary>The source ARN of the grant's constraints, for grants that AWS services hold.</summary>
    public string? SourceArn { get; init; }

    /// <summary>When the grant was created; null if it was not given.</summary>
    public DateTimeOffset? CreationDate { get; init; }
}
