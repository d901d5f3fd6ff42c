namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>Somebody with an AWS identity, to be tried against the policy.</summary>
/// <param name="Principal">As the request names it: a role, user, root or session ARN.</param>
/// <param name="Arn">What <c>aws:PrincipalArn</c> says: for a session its role's ARN.</param>
/// <param name="Account">The 12 digits.</param>
internal sealed record Caller(string Principal, string Arn, string Account)
{
    /// <summary>Null unless the ARN is one of IAM or STS with an account.</summary>
    public static Caller? Of(string principal)
    {
        if (!Naming.Arn.TryParse(principal, out var arn) || !Naming.Arn.IsAccountId(arn.AccountId))
        {
            return null;
        }

        var parts = arn.Resource.Split('/');
        return parts is ["assumed-role", var role, _]
            ? new Caller(principal, $"arn:{arn.Partition}:iam::{arn.AccountId}:role/{role}", arn.AccountId)
            : new Caller(principal, principal, arn.AccountId);
    }

    public static Caller RoleIn(string partition, string account) => Of($"arn:{partition}:iam::{account}:role/{Strangers.RoleName}")!;

    public static Caller RootOf(string partition, string account) => Of(Principals.RootOf(partition, account))!;

    /// <summary>What AWS says about this caller in every call, whatever way it takes.</summary>
    public CallFacts Identify(CallFacts facts, string action)
    {
        facts.Known("aws:PrincipalArn", Arn).Known("aws:PrincipalAccount", Account).Known("aws:PrincipalIsAWSService", "false");

        // AWS's pages disagree on whether the caller's account comes with RetireGrant.
        return action == KmsActions.RetireGrant ? facts.Absent("kms:CallerAccount") : facts.Known("kms:CallerAccount", Account);
    }
}
