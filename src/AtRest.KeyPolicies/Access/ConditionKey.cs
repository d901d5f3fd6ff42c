namespace AtRest.KeyPolicies.Access;

/// <summary>What a condition key is about; it decides who can make a condition on it true.</summary>
public enum ConditionKeyNature
{
    /// <summary>Who calls: a fixed value restricts the caller.</summary>
    Identity,

    /// <summary>Where the call comes from.</summary>
    Network,

    /// <summary>AWS sets it when one of its services calls by itself, not for a user.</summary>
    Service,

    /// <summary>A property of the key, which no caller changes.</summary>
    Key,

    /// <summary>The same for every call at this moment, from any caller.</summary>
    Call,

    /// <summary>What the caller chooses: session, tags, encryption context, the service that it goes through.</summary>
    Choice,

    /// <summary>A parameter that the required calls do not have, but others do.</summary>
    Parameter,
}

/// <summary>What is known of a condition key when the cluster's role calls.</summary>
public enum RoleKnowledge
{
    /// <summary>The scenario defines its values.</summary>
    Known,

    /// <summary>AWS does not send it with such a call.</summary>
    Absent,

    /// <summary>Only Camunda knows: present or absent, with any value.</summary>
    Unknown,
}

/// <summary>A condition key of AWS.</summary>
/// <param name="Name">As AWS writes it; a trailing <c>*</c> makes it a family, such as all tags.</param>
/// <param name="Nature">What it is about.</param>
/// <param name="Role">What is known of it when the cluster's role calls.</param>
/// <param name="Reason">Why, as a phrase for messages.</param>
public sealed record ConditionKey(string Name, ConditionKeyNature Nature, RoleKnowledge Role, string Reason)
{
    /// <summary>Whether this is the key, or the family that it belongs to. Case does not matter.</summary>
    public bool Covers(string key) => Name.EndsWith('*')
        ? key.Length >= Name.Length && key.AsSpan().StartsWith(Name.AsSpan(0, Name.Length - 1), StringComparison.OrdinalIgnoreCase)
        : Name.Equals(key, StringComparison.OrdinalIgnoreCase);
}
