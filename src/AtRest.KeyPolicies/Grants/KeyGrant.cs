using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Grants;

/// <summary>A grant for a key, as <c>ListGrants</c> returns it (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html).</summary>
public sealed record KeyGrant
{
    /// <summary>The ID of the grant; null if it is unknown.</summary>
    public string? GrantId { get; init; }

    /// <summary>The name of the grant; null if it has none.</summary>
    public string? Name { get; init; }

    /// <summary>The grantee: a role, user, session or account, or a service principal such as <c>ec2.amazonaws.com</c>.</summary>
    public string? GranteePrincipal { get; init; }

    /// <summary>The grantee service principal, if AWS reports it in this separate field.</summary>
    public string? GranteeServicePrincipal { get; init; }

    /// <summary>The principal that can retire the grant; null if there is none.</summary>
    public string? RetiringPrincipal { get; init; }

    /// <summary>The service principal that can retire the grant; null if there is none.</summary>
    public string? RetiringServicePrincipal { get; init; }

    /// <summary>The account that issued the grant, as an ARN (<c>arn:aws:iam::ID:root</c>) or an account ID.</summary>
    public string? IssuingAccount { get; init; }

    /// <summary>The operations of the grant, without a prefix, such as <c>Decrypt</c> and <c>GenerateDataKey</c>.</summary>
    public ImmutableArray<string> Operations { get; init; } = [];

    /// <summary>The exact encryption context that a request must have; null without this constraint.</summary>
    public ImmutableSortedDictionary<string, string>? EncryptionContextEquals { get; init; }

    /// <summary>The pairs that the encryption context of a request must include; null without this constraint.</summary>
    public ImmutableSortedDictionary<string, string>? EncryptionContextSubset { get; init; }

    /// <summary>The source ARN that a request must have, for grants to AWS services; null without this constraint.</summary>
    public string? SourceArn { get; init; }

    /// <summary>The time of creation; null if it is unknown.</summary>
    public DateTimeOffset? CreationDate { get; init; }
}
