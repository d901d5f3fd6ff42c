using AtRest.Core.Aws.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.Organizations;

/// <summary>Finds what the inventory declares about the organization of an account.</summary>
internal static class OrganizationAccess
{
    /// <summary>The role that reads the policies which apply to an account; null if none is declared.</summary>
    public static AwsOrganizationAccess? Of(RuleContext context, string accountId) =>
        context.Organization.Aws.FirstOrDefault(entry => entry.AccountId == accountId && entry.Organizations is not null)?.Organizations;
}
