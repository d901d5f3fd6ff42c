namespace AtRest.Core.Policies;

/// <summary>Limits that AWS sets and may change (https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html).</summary>
public static class PolicyLimits
{
    /// <summary>The longest key policy document, in bytes of UTF-8.</summary>
    public const int KeyPolicyBytes = 32_768;

    /// <summary>Ours: no policy needs a deeper nesting than six.</summary>
    internal const int JsonDepth = 64;
}
