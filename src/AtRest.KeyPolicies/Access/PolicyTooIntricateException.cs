namespace AtRest.KeyPolicies.Access;

/// <summary>The policy cannot be judged within the work that one policy may cause: what it allows stays unknown.</summary>
public sealed class PolicyTooIntricateException : Exception
{
    internal PolicyTooIntricateException()
        : base("The policy takes more comparisons than are spent on one.")
    {
    }
}
