using System.Collections.Immutable;

namespace AtRest.KeyPolicies;

/// <summary><c>Principal</c> or <c>NotPrincipal</c> (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).</summary>
public sealed record PrincipalElement
{
    /// <summary>True for <c>NotPrincipal</c>.</summary>
    public required bool IsNegated { get; init; }

    /// <summary>The principals, in the order of the text. <c>"Principal": "*"</c> is one entry of kind <see cref="PolicyPrincipalKind.Everyone"/>.</summary>
    public required ImmutableArray<PolicyPrincipal> Entries { get; init; }

    /// <summary>Whether <c>"*"</c> or <c>{"AWS": "*"}</c> is among the entries.</summary>
    public bool NamesEveryone => Entries.Any(entry => entry.Kind == PolicyPrincipalKind.Everyone);
}

/// <summary>One principal in a policy.</summary>
public sealed record PolicyPrincipal
{
    /// <summary>The kind of principal, derived from its text.</summary>
    public required PolicyPrincipalKind Kind { get; init; }

    /// <summary>The principal as written.</summary>
    public required string Text { get; init; }

    /// <summary>
    /// The partition of an ARN, such as <c>aws</c> or <c>aws-cn</c>; otherwise null. An account ID without an ARN belongs to the partition of the key.
    /// </summary>
    public string? Partition { get; init; }

    /// <summary>The 12-digit account ID of an account, role, user, session or federated user; otherwise null.</summary>
    public string? AccountId { get; init; }

    /// <summary>The name of a role or user without its path, or the role name of a session; otherwise null.</summary>
    public string? Name { get; init; }
}

/// <summary>The kinds of principals in a policy.</summary>
public enum PolicyPrincipalKind : byte
{
    /// <summary><c>*</c>: everyone, including callers without credentials.</summary>
    Everyone,

    /// <summary>A whole account: <c>arn:aws:iam::ID:root</c> or the account ID alone.</summary>
    Account,

    /// <summary><c>arn:aws:iam::ID:role/PATH/NAME</c>.</summary>
    Role,

    /// <summary><c>arn:aws:iam::ID:user/PATH/NAME</c>.</summary>
    User,

    /// <summary>One session of a role: <c>arn:aws:sts::ID:assumed-role/ROLE/SESSION</c>.</summary>
    RoleSession,

    /// <summary><c>arn:aws:sts::ID:federated-user/NAME</c>.</summary>
    FederatedUser,

    /// <summary>An AWS service, such as <c>ec2.amazonaws.com</c>.</summary>
    Service,

    /// <summary>An identity provider.</summary>
    Federated,

    /// <summary>An Amazon S3 canonical user ID. AWS KMS does not support it, so it matches no principal.</summary>
    CanonicalUser,

    /// <summary>A unique ID (<c>AROA…</c>, <c>AIDA…</c>), which AWS shows after the principal is deleted. It matches no principal.</summary>
    UniqueId,

    /// <summary>A text with a wildcard, which AWS does not expand inside a principal. It matches no principal.</summary>
    PartialWildcard,

    /// <summary>Any other text. It matches no principal.</summary>
    Unrecognized,
}
