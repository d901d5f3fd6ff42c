using System.Collections.Immutable;
using AtRest.Core.Inventory;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>Which role of the inventory opens which account.</summary>
internal sealed class AccountDirectory(ImmutableArray<Organization> organizations)
{
    /// <summary>The organization's own entry for the account; null: none with a role, so the process's own credentials are used.</summary>
    public static AwsAccount? Find(Organization organization, string accountId) =>
        organization.Aws.FirstOrDefault(account => account.AccountId == accountId && account.AuditRoleArn is not null);

    /// <summary>The organization's own entry, or else any organization's: a trail's owner is often somebody else's account.</summary>
    public AwsAccount? FindAnywhere(Organization organization, string accountId) =>
        Find(organization, accountId)
        ?? organizations.OrderBy(other => other.Id, StringComparer.Ordinal)
            .Select(other => Find(other, accountId))
            .FirstOrDefault(account => account is not null);
}
