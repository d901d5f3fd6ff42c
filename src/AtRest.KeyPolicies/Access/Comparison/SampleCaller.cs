namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>A sample caller for which both policies are evaluated.</summary>
/// <param name="Label">The caller, as a phrase for messages. Callers with the same label are reported together.</param>
/// <param name="Principal">The principal of the request.</param>
/// <param name="Account">The 12-digit account ID. Empty for services and callers without credentials.</param>
/// <param name="Breadth">How many callers this one represents. Broad callers come first, so that the callers that they include are not reported again.</param>
internal sealed record SampleCaller(string Label, string Principal, string Account, SampleBreadth Breadth)
{
    /// <summary>Adds the facts about the caller that AWS sends with every call.</summary>
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

/// <summary>How many callers a sample represents, the broadest first.</summary>
internal enum SampleBreadth
{
    Anyone,
    Account,
    Identity,
    Service,
}
