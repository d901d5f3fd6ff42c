using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Use;

/// <summary>Who made a call on a key, by what its event shows.</summary>
/// <param name="Kind">The relation to the key.</param>
/// <param name="Name">The caller, for messages.</param>
internal sealed record EventActor(ActorKind Kind, string Name)
{
    /// <summary>The expected role that made the call, or for which an AWS service made it; null if it is not certain which one.</summary>
    public Arn? Role { get; init; }

    /// <summary>Whether the event names only the account, and the key policy and grants show which role it must have been.</summary>
    public bool IsDeduced { get; init; }

    /// <summary>For <see cref="ActorKind.Unnamed"/>: when the key policy or a grant was changed after the call, so that they do not show who had access then; null if that is not the reason.</summary>
    public DateTimeOffset? ChangedLater { get; init; }
}

/// <summary>The relation of a caller to a key.</summary>
internal enum ActorKind
{
    /// <summary>A role that is expected to use the key, or an AWS service in its account that acts for it.</summary>
    Role,

    /// <summary>An AWS service, or AWS KMS itself.</summary>
    Service,

    /// <summary>A principal of the account that owns the key.</summary>
    Owner,

    /// <summary>A caller in the account of an expected role: the event does not name the role, and others in that account have, may have, or may have had access.</summary>
    Unnamed,

    /// <summary>Another account, or another role in the account of an expected role.</summary>
    Stranger,
}
