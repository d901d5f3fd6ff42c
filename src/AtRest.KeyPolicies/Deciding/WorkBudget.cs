using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>
/// How much work the analysis of one policy may take. Steps are counted, not seconds, so that the same policy always gets the same answer.
/// </summary>
internal sealed class WorkBudget(long steps = WorkBudget.Default)
{
    /// <summary>Ours. A policy that people write takes some thousand steps; only one that is built to be intricate comes near this.</summary>
    public const long Default = 1_000_000;

    private readonly long steps = steps;

    /// <summary>The steps that were taken.</summary>
    public long Spent { get; private set; }

    /// <exception cref="PolicyTooIntricateException">Nothing is left.</exception>
    public void Spend(int count = 1)
    {
        Spent += count;
        if (Spent > steps)
        {
            throw new PolicyTooIntricateException();
        }
    }
}
