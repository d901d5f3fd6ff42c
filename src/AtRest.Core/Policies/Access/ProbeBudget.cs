using System.Collections.Immutable;

namespace AtRest.Core.Policies.Access;

/// <summary>
/// How much work the probing of one policy may be. Counted in comparisons, not in time, so that the same policy is always judged the same.
/// A real policy needs some ten thousand; only one that is built to be intricate, near AWS's limit of 32 KiB, comes to the end of it.
/// </summary>
internal sealed class ProbeBudget(KeyPolicy policy)
{
    private const long MaxComparisons = 40_000_000;

    private readonly long perDecision = policy.Statements.Sum(WeightOf);
    private long spent;

    /// <exception cref="PolicyTooIntricateException">The budget is spent.</exception>
    public void Spend()
    {
        spent += perDecision;
        if (spent > MaxComparisons)
        {
            throw new PolicyTooIntricateException();
        }
    }

    private static long WeightOf(PolicyStatement statement) =>
        1L + Length(statement.Action?.Patterns) + Length(statement.Resource?.Patterns) + statement.Principal.Entries.Length
        + statement.Conditions.Sum(condition => 1L + condition.Values.Length);

    private static int Length(ImmutableArray<string>? patterns) => patterns?.Length ?? 0;
}

/// <summary>The policy cannot be judged within <see cref="ProbeBudget"/>: what it allows stays unknown.</summary>
internal sealed class PolicyTooIntricateException : Exception
{
    public PolicyTooIntricateException()
        : base("The policy takes more comparisons than are spent on one.")
    {
    }
}
