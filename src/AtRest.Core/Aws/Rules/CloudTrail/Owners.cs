using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Trails and event data stores of an organization belong to another account, which alone can change them.</summary>
internal static class Owners
{
    /// <summary>Where a command must be run, as a sentence; empty if it is the key's own account.</summary>
    public static string Remark(string arn, string account) => Arn.TryParse(arn, out var parsed) && parsed.AccountId != account
        ? $" Run this in account {parsed.AccountId}, which owns it."
        : "";
}
