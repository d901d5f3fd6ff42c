namespace AtRest.KeyPolicies.Access;

/// <summary>A caller with an AWS identity.</summary>
/// <param name="Principal">The principal of the request: the ARN of a role, user, root user or session.</param>
/// <param name="Arn">The value of <c>aws:PrincipalArn</c>. For a session, this is the ARN of its role.</param>
/// <param name="Account">The 12-digit account ID.</param>
internal sealed record Caller(string Principal, string Arn, string Account)
{
    /// <summary>The caller with this ARN; null if the text is not an ARN with an account.</summary>
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

    public static Caller RoleIn(string partition, string account) => Of($"arn:{partition}:iam::{account}:role/{Placeholders.RoleName}")!;

    public static Caller RootOf(string partition, string account) => Of(Principals.RootOf(partition, account))!;

    /// <summary>Adds the facts about the caller that AWS sends with every call.</summary>
    public CallFacts Identify(CallFacts facts, string action)
    {
        facts.Known("aws:PrincipalArn", Arn).Known("aws:PrincipalAccount", Account).Known("aws:PrincipalIsAWSService", "false");

        // AWS pages contradict each other on whether AWS sends kms:CallerAccount with RetireGrant.
        return action == KmsActions.RetireGrant ? facts.Absent("kms:CallerAccount") : facts.Known("kms:CallerAccount", Account);
    }
}
