using System.Text.RegularExpressions;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>
/// Explains what to do if STS refuses to assume a role. AWS often names the kind of policy that refused
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html). If it does not, the trust policy of the role is the most likely cause.
/// </summary>
internal static partial class AssumeRoleAdvice
{
    /// <param name="said">AWS's message.</param>
    /// <param name="caller">The caller, if AWS does not name the principal.</param>
    /// <param name="role">The role's ARN.</param>
    /// <param name="externalId">The declared external ID; null if none is declared.</param>
    /// <param name="declared">Where the external ID is declared.</param>
    public static string For(string said, string caller, string role, string? externalId, string declared = "the one that the inventory declares (aws[].externalId)")
    {
        var principal = User().Match(said) is { Success: true } match ? match.Groups["arn"].Value : caller;
        var policy = PolicyKind().Match(said);
        if (said.Contains("explicit deny", StringComparison.OrdinalIgnoreCase))
        {
            return $"Remove the explicit Deny of sts:AssumeRole on {role} from the {(policy.Success ? policy.Value : "policy")} that applies to {principal}. Then audit again.";
        }

        if (policy.Success && policy.Value != "resource-based policy")
        {
            return $"Allow sts:AssumeRole on {role} in the {policy.Value} of {principal}. Then audit again.";
        }

        return externalId is null
            ? $"Check that the role exists and that its trust policy allows sts:AssumeRole to {principal}. If the trust policy requires an external ID (sts:ExternalId), it must be {declared}, which is not set. Then audit again."
            : $"Check that the role exists, that its trust policy allows sts:AssumeRole to {principal}, and that the external ID in it (sts:ExternalId) is {declared}. Then audit again.";
    }

    [GeneratedRegex("User: (?<arn>arn:[^ ]+) is not authorized")]
    private static partial Regex User();

    [GeneratedRegex("identity-based policy|resource-based policy|permissions boundary|session policy|service control policy|resource control policy|VPC endpoint policy")]
    private static partial Regex PolicyKind();
}
