using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>A caller outside the owner's account that the key policy allows, other than the expected roles.</summary>
public sealed record Outsider
{
    /// <summary>The kind of outsider.</summary>
    public required OutsiderKind Kind { get; init; }

    /// <summary>The name that represents AWS services that the policy does not name.</summary>
    public const string AnyService = Deciding.CallerClasses.AnyService;

    /// <summary>An ARN, a pattern, an account ID, a service or an identity provider. For <see cref="OutsiderKind.Anyone"/>, a phrase.</summary>
    public required string Name { get; init; }

    /// <summary>The 12-digit account ID if the outsider belongs to one account; otherwise null.</summary>
    public string? AccountId { get; init; }

    /// <summary>The access of the outsider: the actions, the statements that allow them, how certain that is, and an example of an allowed request.</summary>
    public required Reach Reach { get; init; }

    /// <summary>The principal of the example request.</summary>
    public required string ExamplePrincipal { get; init; }

    /// <summary>The condition values that allow the outsider and name its account.</summary>
    public ImmutableArray<string> AdmittedBy { get; init; } = [];

    /// <summary>Whether the policy certainly allows the outsider. Always true for an identity provider, since the users of a provider are managed outside AWS.</summary>
    public bool IsCertain => !Reach.Actions.IsEmpty || Kind == OutsiderKind.Federated;
}

/// <summary>The kinds of outsiders, the broadest first.</summary>
public enum OutsiderKind
{
    /// <summary>Callers of accounts that the policy does not name.</summary>
    Anyone,

    /// <summary>The whole account of an expected role. This account also has the roles of other Camunda customers.</summary>
    RoleAccount,

    /// <summary>Another whole account.</summary>
    Account,

    /// <summary>A role, user or session in the account of an expected role, which can belong to another Camunda customer.</summary>
    OtherTenant,

    /// <summary>A role, user or session of another account.</summary>
    Identity,

    /// <summary>An AWS service that can act for another account than the owner's.</summary>
    Service,

    /// <summary>An identity provider.</summary>
    Federated,
}
