namespace AtRest.KeyPolicies;

/// <summary>Three-valued logic: a condition on something that cannot be seen is neither true nor false. Ordered, so that AND is the minimum and OR the maximum.</summary>
public enum Ternary : byte
{
    No,
    Unknown,
    Yes,
}
