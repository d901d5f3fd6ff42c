using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>What a caller is to AWS.</summary>
public enum CallerKind
{
    /// <summary>A role, through its sessions.</summary>
    Role,

    /// <summary>One session of a role that the policy names by itself.</summary>
    Session,

    /// <summary>An IAM user.</summary>
    User,

    /// <summary>The root user of an account.</summary>
    Root,

    /// <summary>A session that an IAM user made with <c>GetFederationToken</c>.</summary>
    FederatedUser,

    /// <summary>A person or workload that comes through a SAML or OpenID Connect provider.</summary>
    IdentityProvider,

    /// <summary>An AWS service in its own name.</summary>
    Service,

    /// <summary>A caller without credentials.</summary>
    Anonymous,
}

/// <summary>A caller that stands for all callers that the policy cannot tell from it.</summary>
internal sealed record CallerClass
{
    public required CallerKind Kind { get; init; }

    /// <summary>As the request names it.</summary>
    public required string Principal { get; init; }

    /// <summary>The caller's account; for a service the account it acts for; null for a caller without credentials.</summary>
    public string? Account { get; init; }

    /// <summary>The condition keys that the caller decides, with their values; a null value means that AWS does not send the key.</summary>
    public required ImmutableDictionary<string, ImmutableArray<string>?> Facts { get; init; }

    /// <summary>Whether a fixed value of the policy names the account (or, for a service, the service or its source).</summary>
    public bool IsNamed { get; init; }

    /// <summary>Whether a service calls for one resource that the policy names in full and whose ARN has no account, such as a bucket: it exists once.</summary>
    public bool HasNamedSource { get; init; }

    public string? this[string key] => Facts.GetValueOrDefault(key) is { Length: > 0 } values ? values[0] : null;
}
