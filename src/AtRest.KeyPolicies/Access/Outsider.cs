using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>Who outside the owner's account can use a key by its policy, other than the roles that are expected.</summary>
public sealed record Outsider
{
    /// <summary>What sort of outsider it is.</summary>
    public required OutsiderKind Kind { get; init; }

    /// <summary>The name of AWS services that the policy does not name.</summary>
    public const string AnyService = Deciding.CallerClasses.AnyService;

    /// <summary>An ARN, a pattern, an account's id, a service or an identity provider; for <see cref="OutsiderKind.Anyone"/> a phrase.</summary>
    public required string Name { get; init; }

    /// <summary>The 12 digits, if the outsider belongs to one account; else null.</summary>
    public string? AccountId { get; init; }

    /// <summary>What it can get, through which statements, how certainly; with an example of a request that the policy allows.</summary>
    public required Reach Reach { get; init; }

    /// <summary>The principal of the example.</summary>
    public required string ExamplePrincipal { get; init; }

    /// <summary>The values of conditions that let it in and name its account.</summary>
    public ImmutableArray<string> AdmittedBy { get; init; } = [];

    /// <summary>Whether the policy surely lets it in. Always true for an identity provider: who comes through it is decided outside AWS.</summary>
    public bool IsCertain => !Reach.Actions.IsEmpty || Kind == OutsiderKind.Federated;
}

/// <summary>What sort of outsider the policy lets in, the broadest first.</summary>
public enum OutsiderKind
{
    /// <summary>Callers of accounts that the policy does not name.</summary>
    Anyone,

    /// <summary>The whole account of an expected role, and with it every other tenant's role.</summary>
    RoleAccount,

    /// <summary>Another whole account.</summary>
    Account,

    /// <summary>A role, user or session in the account of an expected role: another tenant's.</summary>
    OtherTenant,

    /// <summary>A role, user or session of another account.</summary>
    Identity,

    /// <summary>An AWS service that can act for another account than the owner's.</summary>
    Service,

    /// <summary>An identity provider.</summary>
    Federated,
}
