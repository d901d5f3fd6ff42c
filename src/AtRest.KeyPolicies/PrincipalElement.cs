using System.Collections.Immutable;

namespace AtRest.KeyPolicies;

/// <summary><c>Principal</c> or <c>NotPrincipal</c> (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).</summary>
public sealed record PrincipalElement
{
    /// <summary>True for <c>NotPrincipal</c>.</summary>
    public required bool IsNegated { get; init; }

    /// <summary>In the text's order. <c>"Principal": "*"</c> is one entry of kind <see cref="PolicyPrincipalKind.Everyone"/>.</summary>
    public required ImmutableArray<PolicyPrincipal> Entries { get; init; }

    /// <summary>Whether <c>"*"</c> or <c>{"AWS": "*"}</c> is among the entries.</summary>
    public bool NamesEveryone => Entries.Any(entry => entry.Kind == PolicyPrincipalKind.Everyone);
}

/// <summary>One principal as a policy names it.</summary>
public sealed record PolicyPrincipal
{
    /// <summary>What the principal is, by how it is written.</summary>
    public required PolicyPrincipalKind Kind { get; init; }

    /// <summary>As written.</summary>
    public required string Text { get; init; }

    /// <summary>
    /// <c>aws</c>, <c>aws-cn</c> … for principals written as an ARN; null otherwise: a bare account id lives in the key's own partition.
    /// </summary>
    public string? Partition { get; init; }

    /// <summary>The 12 digits, for accounts, roles, users, sessions and federated users; else null.</summary>
    public string? AccountId { get; init; }

    /// <summary>The name without path, for roles and users; the role's name, for sessions; else null.</summary>
    public string? Name { get; init; }
}

/// <summary>What a principal in a policy is.</summary>
public enum PolicyPrincipalKind : byte
{
    /// <summary><c>*</c>: everyone, without credentials too.</summary>
    Everyone,

    /// <summary>A whole account: <c>arn:aws:iam::ID:root</c> or the bare id.</summary>
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

    /// <summary>An Amazon S3 canonical user id: AWS KMS knows none, so it matches nobody.</summary>
    CanonicalUser,

    /// <summary>What a deleted principal leaves behind (<c>AROA…</c>, <c>AIDA…</c>): it matches nobody.</summary>
    UniqueId,

    /// <summary>A wildcard inside a principal, which AWS does not expand: it matches nobody.</summary>
    PartialWildcard,

    /// <summary>None of the above: it matches nobody.</summary>
    Unrecognized,
}
