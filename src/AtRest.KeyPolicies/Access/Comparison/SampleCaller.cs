namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>A caller for which both policies are evaluated.</summary>
/// <param name="Label">As a message names it. Callers that share a label share a line.</param>
/// <param name="Principal">As the request names it.</param>
/// <param name="Account">Whose account; empty for services and callers without credentials.</param>
/// <param name="Breadth">Broad ones come first, so that the callers that they include need not be named.</param>
internal sealed record SampleCaller(string Label, string Principal, string Account, SampleBreadth Breadth)
{
    /// <summary>What AWS says about this caller in every call.</summary>
    public CallFacts Identify(CallFacts facts, string action, string owner)
    {
        if (Caller.Of(Principal) is { } caller)
        {
            return caller.Identify(facts, action).Known("aws:PrincipalType", TypeOf(caller));
        }

        return Breadth == SampleBreadth.Service
            ? facts.Known("aws:PrincipalIsAWSService", "true").Known("aws:PrincipalServiceName", Principal).Known("aws:PrincipalServiceNamesList", Principal)
                .Known("aws:SourceAccount", owner).Absent("aws:PrincipalArn", "aws:PrincipalAccount", "kms:CallerAccount")
            : facts.Known("aws:PrincipalType", "Anonymous").Known("aws:PrincipalAccount", "anonymous").Known("aws:PrincipalIsAWSService", "false")
                .Absent("aws:PrincipalArn", "kms:CallerAccount");
    }

    private static string TypeOf(Caller caller) => caller.Arn.Contains(":root", StringComparison.Ordinal) ? "Account"
        : caller.Arn.Contains(":user/", StringComparison.Ordinal) ? "User"
        : "AssumedRole";
}

/// <summary>How many callers one represents; the broadest first.</summary>
internal enum SampleBreadth
{
    Anyone,
    Account,
    Identity,
    Service,
}
