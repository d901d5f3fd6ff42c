using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Naming;

namespace AtRest.Core.Policies.Access;

/// <summary>Who can use a key: everybody whom its policy or a grant lets in, with what, and on what conditions.</summary>
public sealed record AccessTable
{
    public required KmsKeyArn Key { get; init; }

    /// <summary>Whether anybody in the world gets in, whom no condition pins. KPOL-2 fails then.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>False if the grants were not given: then somebody may have access who is not here.</summary>
    public required bool HasGrants { get; init; }

    /// <summary>Outsiders first; then those of the owner's account.</summary>
    public required ImmutableArray<AccessRow> Rows { get; init; }

    /// <summary>The statements that deny something, in the policy's order. Those that leave nothing to somebody have already taken him off the rows.</summary>
    public required ImmutableArray<PolicyStatement> Denials { get; init; }
}

/// <summary>Somebody with access.</summary>
public sealed record AccessRow
{
    public required AccessKind Kind { get; init; }

    /// <summary>As the policy or the grant names it; an account by its id; everybody is <c>*</c>.</summary>
    public required string Principal { get; init; }

    /// <summary>The 12 digits; null for everybody, services and identity providers.</summary>
    public string? AccountId { get; init; }

    /// <summary>
    /// Whether it is of another account than the key's owner; for a service, whether it may act for another. The cluster's role is one, too.
    /// </summary>
    public required bool IsForeign { get; init; }

    public required ImmutableArray<AccessRight> Rights { get; init; }
}

/// <summary>What somebody may do through one statement or grant.</summary>
public sealed record AccessRight
{
    /// <summary>Such as <c>kms:Decrypt</c>; alphabetical, none twice.</summary>
    public required ImmutableArray<string> Actions { get; init; }

    /// <summary>The Allow statement that gives it; null if a grant does.</summary>
    public PolicyStatement? Statement { get; init; }

    /// <summary>The grant that gives it; null if a statement does. All its constraints must be met.</summary>
    public KeyGrant? Grant { get; init; }

    /// <summary>Whether the statement names the whole account, so that the account's IAM policies have to allow it as well.</summary>
    public bool IsDelegated { get; init; }

    /// <summary>False if it rests on something that nobody outside AWS can know; else it is given to whoever meets the conditions.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>The Deny statements that take it away in some calls, but not in all.</summary>
    public ImmutableArray<PolicyStatement> Denials { get; init; } = [];
}

/// <summary>What somebody with access is.</summary>
public enum AccessKind
{
    /// <summary>Callers of any account.</summary>
    Anyone,
    Account,
    Role,
    User,

    /// <summary>One session of a role.</summary>
    Session,
    FederatedUser,

    /// <summary>Whoever matches a pattern of a condition on <c>aws:PrincipalArn</c>.</summary>
    Pattern,
    Service,
    IdentityProvider,

    /// <summary>A principal of a grant of which it cannot be told what it is.</summary>
    Other,
}
