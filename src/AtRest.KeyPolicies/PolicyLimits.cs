namespace AtRest.KeyPolicies;

/// <summary>Limits that AWS sets and may change (https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html).</summary>
public static class PolicyLimits
{
    /// <summary>The longest key policy document, in bytes of UTF-8.</summary>
    public const int KeyPolicyBytes = 32_768;

    /// <summary>Ours: a longer text is not read at all, since one error says enough.</summary>
    internal const int ReadableBytes = 10 * KeyPolicyBytes;

    /// <summary>Ours: no policy needs a deeper nesting than six.</summary>
    internal const int JsonDepth = 64;
}
