using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Fixing;

namespace AtRest.KeyPolicies;

/// <summary>
/// Analyzes the policy and grants of one key, and fixes the policy. The answers are in the base class, since the repairs need the answers but not the fix.
/// Each answer is computed once, on first use. Instances are thread-safe.
/// </summary>
public sealed class KeyPolicyAnalysis : KeyPolicyAnswers
{
    private readonly KeyPolicyAnalysis? twin;
    private volatile PolicyFixResult? fix;

    internal KeyPolicyAnalysis(KeyPolicyReading reading, KeySubject subject, KeyPolicyAnalysis? twin)
        : base(reading, subject, twin)
    {
        // The fix is a change of the text, so only the same text has the same fix.
        this.twin = twin?.Reading.Text == reading.Text ? twin : null;
    }

    /// <summary>Analyzes a policy. Does not throw: a text that is not a policy has no statements, and <see cref="KeyPolicyReading.Issues"/> says why.</summary>
    public static KeyPolicyAnalysis Of(string policy, KeySubject subject) => new(KeyPolicyReading.Of(subject.Key, subject.Facts, policy), subject, twin: null);

    /// <summary>Finds the smallest change that makes the policy meet every requirement. The result says if AtRest found none.</summary>
    public PolicyFixResult Fix()
    {
        if (twin is not null)
        {
            return twin.Fix();
        }

        if (fix is { } known)
        {
            return known;
        }

        lock (Gate)
        {
            return fix ??= PolicyFixer.Fix(this);
        }
    }
}
