namespace AtRest.KeyPolicies.Access;

/// <summary>The subjects of condition keys. The subject decides who can make a condition on the key true.</summary>
public enum ConditionKeyNature
{
    /// <summary>The identity of the caller. A fixed value restricts who can call.</summary>
    Identity,

    /// <summary>The network of the call.</summary>
    Network,

    /// <summary>A property that AWS sets when a service calls with its service principal, not on behalf of a user.</summary>
    Service,

    /// <summary>A property of the KMS key, which no caller can choose.</summary>
    Key,

    /// <summary>A property that is the same for all calls at the same time, from every caller.</summary>
    Call,

    /// <summary>A property that the caller chooses: session, tags, encryption context, or the service through which it calls.</summary>
    Choice,

    /// <summary>A request parameter that the calls of a cluster do not have, but other calls do.</summary>
    Parameter,
}

/// <summary>What AtRest knows about a condition key in calls of the cluster's role.</summary>
public enum RoleKnowledge
{
    /// <summary>The scenario defines its values.</summary>
    Known,

    /// <summary>AWS does not send the key with such a call.</summary>
    Absent,

    /// <summary>Only Camunda knows the value. The key can be present or absent, with any value.</summary>
    Unknown,
}

/// <summary>A condition key of AWS.</summary>
/// <param name="Name">The name as AWS writes it. A trailing <c>*</c> stands for all keys with this prefix, such as all tags.</param>
/// <param name="Nature">The subject of the key.</param>
/// <param name="Role">What is known about the key in calls of the cluster's role.</param>
/// <param name="Reason">The reason for <paramref name="Role"/>, as a phrase for messages.</param>
public sealed record ConditionKey(string Name, ConditionKeyNature Nature, RoleKnowledge Role, string Reason)
{
    /// <summary>Whether this entry is for the key, or for all keys with its prefix. Not case-sensitive.</summary>
    public bool Covers(string key) => Name.EndsWith('*')
        ? key.Length >= Name.Length && key.AsSpan().StartsWith(Name.AsSpan(0, Name.Length - 1), StringComparison.OrdinalIgnoreCase)
        : Name.Equals(key, StringComparison.OrdinalIgnoreCase);
}
