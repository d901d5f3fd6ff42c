namespace AtRest.KeyPolicies.Access;

/// <summary>Thrown if the analysis of a policy exceeds its work budget, so that it is unknown what the policy allows.</summary>
public sealed class PolicyTooComplexException : Exception
{
    internal PolicyTooComplexException()
        : base("The policy is too complex: its analysis exceeds the maximum number of steps.")
    {
    }
}
