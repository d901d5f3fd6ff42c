using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies;

/// <summary>The key that a policy belongs to, and what is known and expected of it.</summary>
public sealed record KeySubject
{
    /// <summary>Its account is the owner's.</summary>
    public required KmsKeyArn Key { get; init; }

    /// <summary>
    /// The roles that are expected to use the key: one for each cluster of the organization that declares it. Empty where only access is listed.
    /// </summary>
    public ImmutableArray<Arn> Roles { get; init; } = [];

    /// <summary>What <c>DescribeKey</c> says; null if it was not read: then conditions on the key's properties are open.</summary>
    public KeyFacts? Facts { get; init; }

    /// <summary>Null if the grants are not known.</summary>
    public ImmutableArray<KeyGrant>? Grants { get; init; }

    /// <summary>Conditions on the time are judged by this moment.</summary>
    public required DateTimeOffset Moment { get; init; }

    internal ImmutableArray<KeyGrant> KnownGrants => Grants ?? [];

    internal string OwnerRoot => Principals.RootOf(Key.Partition, Key.AccountId);
}

/// <summary>What a key policy has to meet, in the order of the rules KPOL-1 to KPOL-6.</summary>
public enum PolicyRequirement
{
    /// <summary>The roles of the clusters can make every call that a cluster needs.</summary>
    RolesCanUseTheKey,

    /// <summary>No caller gets in that nothing fixed restricts.</summary>
    NotPublic,

    /// <summary>Nobody outside the owner's account gets in but the expected roles.</summary>
    NoOutsiders,

    /// <summary>The roles can do no more than a cluster needs.</summary>
    LeastPrivilege,

    /// <summary>The owner's account can still change the policy.</summary>
    OwnerControl,

    /// <summary>No principal is what a deleted role or user left behind.</summary>
    NoDeletedPrincipals,
}
