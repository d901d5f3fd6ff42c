namespace AtRest.KeyPolicies.Access;

/// <summary>The analysis of the policy exceeds the work bound, so what it allows stays unknown.</summary>
public sealed class PolicyTooIntricateException : Exception
{
    internal PolicyTooIntricateException()
        : base("The policy takes more comparisons than are spent on one.")
    {
    }
}
