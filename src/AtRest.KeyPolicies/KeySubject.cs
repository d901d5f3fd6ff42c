using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies;

/// <summary>The key of a policy, with the facts about it and the roles that are expected to use it.</summary>
public sealed record KeySubject
{
    /// <summary>The key. Its account is the owner's account.</summary>
    public required KmsKeyArn Key { get; init; }

    /// <summary>
    /// The roles that are expected to use the key: one for each cluster that declares the key. Empty if only the access is to be listed.
    /// </summary>
    public ImmutableArray<Arn> Roles { get; init; } = [];

    /// <summary>The properties from <c>DescribeKey</c>. Null if they were not read: conditions on them are then undecided.</summary>
    public KeyFacts? Facts { get; init; }

    /// <summary>The grants of the key; null if they are unknown.</summary>
    public ImmutableArray<KeyGrant>? Grants { get; init; }

    /// <summary>The time at which conditions on the time are evaluated.</summary>
    public required DateTimeOffset Moment { get; init; }

    /// <summary>The organization of the key's account, which its principals belong to. Null if it was not read: conditions on it are then undecided.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>What the owner's principals choose about their own calls, such as a sign-in with MFA. Null: the first choice is used with which one of them can change the policy.</summary>
    internal OwnerChoice? Choice { get; init; }

    internal ImmutableArray<KeyGrant> KnownGrants => Grants ?? [];

    internal string OwnerRoot => Principals.RootOf(Key.Partition, Key.AccountId);
}

/// <summary>The requirements for a key policy, in the order of the rules KPOL-1 to KPOL-6.</summary>
public enum PolicyRequirement
{
    /// <summary>The roles of the clusters can make every call that a cluster needs.</summary>
    RolesCanUseTheKey,

    /// <summary>Every caller with access is restricted by a fixed value in the policy.</summary>
    NotPublic,

    /// <summary>Outside the owner's account, only the expected roles have access.</summary>
    NoOutsiders,

    /// <summary>The roles have no permissions beyond those that a cluster needs.</summary>
    LeastPrivilege,

    /// <summary>The owner's account can still change the policy.</summary>
    OwnerControl,

    /// <summary>No principal is the unique ID of a deleted role or user.</summary>
    NoDeletedPrincipals,
}
