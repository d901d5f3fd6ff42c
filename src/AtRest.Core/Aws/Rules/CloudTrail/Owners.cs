using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Trails and event data stores of an organization belong to another account, and can be changed only there.</summary>
internal static class Owners
{
    /// <summary>The account in which a command must run, as a sentence; empty if it is the account of the key.</summary>
    public static string Remark(string arn, string account) => Arn.TryParse(arn, out var parsed) && parsed.AccountId != account
        ? $" Run this in account {parsed.AccountId}, which owns the resource."
        : "";
}
