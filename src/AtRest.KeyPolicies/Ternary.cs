namespace AtRest.KeyPolicies;

/// <summary>A three-valued truth value. The values are ordered so that AND is the minimum and OR is the maximum.</summary>
public enum Ternary : byte
{
    /// <summary>Certainly false.</summary>
    No,

    /// <summary>Depends on something unknown.</summary>
    Unknown,

    /// <summary>Certainly true.</summary>
    Yes,
}
