using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>
/// Limits the work for the analysis of one policy. It counts steps, not time, so that the result for a policy is always the same.
/// </summary>
internal sealed class WorkBudget(long steps = WorkBudget.Default)
{
    /// <summary>The maximum number of steps. Policies written by hand take a few thousand; only policies that are built to be complex come close to the maximum.</summary>
    public const long Default = 1_000_000;

    private readonly long steps = steps;

    /// <summary>The number of steps so far.</summary>
    public long Spent { get; private set; }

    /// <summary>Counts steps.</summary>
    /// <exception cref="PolicyTooComplexException">The budget is exceeded.</exception>
    public void Spend(int count = 1)
    {
        Spent += count;
        if (Spent > steps)
        {
            throw new PolicyTooComplexException();
        }
    }
}
