namespace AtRest.KeyPolicies;

/// <summary>The limits for key policies. AWS can change its limits (https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html).</summary>
public static class PolicyLimits
{
    /// <summary>The maximum size of a key policy, in bytes of UTF-8.</summary>
    public const int KeyPolicyBytes = 32_768;

    /// <summary>The maximum size that AtRest parses, in bytes of UTF-8. For a longer text it reports only that the text is too long.</summary>
    internal const int ReadableBytes = 10 * KeyPolicyBytes;

    /// <summary>The maximum nesting that AtRest parses. No policy needs more than six levels.</summary>
    internal const int JsonDepth = 64;
}
