using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Fixing;

namespace AtRest.KeyPolicies;

/// <summary>
/// Analyzes the policy and grants of one key, and fixes the policy. The answers are in the base class, since the repairs need the answers but not the fix.
/// Each answer is computed once, on first use. Instances are not thread-safe.
/// </summary>
public sealed class KeyPolicyAnalysis : KeyPolicyAnswers
{
    private PolicyFixResult? fix;

    private KeyPolicyAnalysis(string policy, KeySubject subject)
        : base(policy, subject)
    {
    }

    /// <summary>Analyzes a policy. Does not throw: a text that is not a policy has no statements, and <see cref="KeyPolicyReading.Issues"/> says why.</summary>
    public static KeyPolicyAnalysis Of(string policy, KeySubject subject) => new(policy, subject);

    /// <summary>Finds the smallest change that makes the policy meet every requirement. The result says if AtRest found none.</summary>
    public PolicyFixResult Fix() => fix ??= PolicyFixer.Fix(this);
}
