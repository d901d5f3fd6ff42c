namespace AtRest.KeyPolicies;

/// <summary>Three-valued logic: a condition on something unknown is neither true nor false. Ordered, so that AND is the minimum and OR the maximum.</summary>
public enum Ternary : byte
{
    /// <summary>Certainly not.</summary>
    No,

    /// <summary>It depends on something unknown.</summary>
    Unknown,

    /// <summary>Certainly.</summary>
    Yes,
}
