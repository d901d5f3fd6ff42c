using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>The kinds of callers.</summary>
public enum CallerKind
{
    /// <summary>A role, through its sessions.</summary>
    Role,

    /// <summary>One session of a role, which the policy names.</summary>
    Session,

    /// <summary>An IAM user.</summary>
    User,

    /// <summary>The root user of an account.</summary>
    Root,

    /// <summary>A federated user session that an IAM user created with <c>GetFederationToken</c>.</summary>
    FederatedUser,

    /// <summary>A person or workload that calls through a SAML or OpenID Connect provider.</summary>
    IdentityProvider,

    /// <summary>An AWS service that calls with its service principal.</summary>
    Service,

    /// <summary>A caller without credentials.</summary>
    Anonymous,
}

/// <summary>A caller that represents its class: all callers that the policy does not distinguish from it.</summary>
internal sealed record CallerClass
{
    public required CallerKind Kind { get; init; }

    /// <summary>The principal of the request.</summary>
    public required string Principal { get; init; }

    /// <summary>The account of the caller or, for a service, the account for which it acts. Null for a caller without credentials.</summary>
    public string? Account { get; init; }

    /// <summary>The condition keys that depend on the caller, with their values. A null value means that AWS does not send the key.</summary>
    public required ImmutableDictionary<string, ImmutableArray<string>?> Facts { get; init; }

    /// <summary>Whether a fixed value of the policy names the account or, for a service, the service or its source.</summary>
    public bool IsNamed { get; init; }

    /// <summary>
    /// Whether a service calls for a resource whose ARN has no account, such as a bucket, and the policy names this resource in full. Such a name is unique
    /// in all accounts.
    /// </summary>
    public bool HasNamedSource { get; init; }

    public string? this[string key] => Facts.GetValueOrDefault(key) is { Length: > 0 } values ? values[0] : null;
}
