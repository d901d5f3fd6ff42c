namespace AtRest.KeyPolicies.Access;

/// <summary>Whose property a condition key tells; it decides who could make a condition on it come true.</summary>
public enum ConditionKeyNature
{
    /// <summary>Who calls: fixed values of these pin the caller.</summary>
    Identity,

    /// <summary>Where the call comes from.</summary>
    Network,

    /// <summary>AWS sets it when one of its services calls by itself, not for a user.</summary>
    Service,

    /// <summary>A property of the key, which no caller changes.</summary>
    Key,

    /// <summary>True of every call at this moment, whoever makes it.</summary>
    Call,

    /// <summary>The caller's own doing: session, tags, encryption context, the way through a service.</summary>
    Choice,

    /// <summary>A parameter that the required calls do not have, but others do.</summary>
    Parameter,
}

/// <summary>What is known of a condition key when the cluster's role calls.</summary>
public enum RoleKnowledge
{
    /// <summary>The scenario says its values.</summary>
    Known,

    /// <summary>AWS does not send it with such a call.</summary>
    Absent,

    /// <summary>Nobody outside Camunda can know: present or absent, with any value.</summary>
    Unknown,
}

/// <summary>A condition key of AWS.</summary>
/// <param name="Name">As AWS writes it; a trailing <c>*</c> makes it a family, such as all tags.</param>
/// <param name="Nature">Whose property it tells.</param>
/// <param name="Role">What is known of it when the cluster's role calls.</param>
/// <param name="Reason">Why, in words that can stand in a message.</param>
public sealed record ConditionKey(string Name, ConditionKeyNature Nature, RoleKnowledge Role, string Reason)
{
    public bool Covers(string key) => Name.EndsWith('*')
        ? key.Length >= Name.Length && key.AsSpan().StartsWith(Name.AsSpan(0, Name.Length - 1), StringComparison.OrdinalIgnoreCase)
        : Name.Equals(key, StringComparison.OrdinalIgnoreCase);
}
