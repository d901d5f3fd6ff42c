using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Inventory;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>An account whose audit role may be tried for something that has an unknown owner.</summary>
/// <param name="Account">With its role.</param>
/// <param name="IsOwn">Whether the audited organization declares it; a report never names another organization's.</param>
internal sealed record OtherAccount(AwsAccount Account, bool IsOwn);

/// <summary>Which role of the inventory opens which account.</summary>
internal sealed class AccountDirectory
{
    private readonly ImmutableArray<AwsAccount> everybody;

    public AccountDirectory(CollectionRequest request)
    {
        var audited = request.Organizations.OrderBy(organization => organization.Id, StringComparer.Ordinal).SelectMany(organization => organization.Aws);
        everybody = [.. (request.KnownAccounts.IsEmpty ? audited : request.KnownAccounts.Concat(audited)).Where(account => account.AuditRoleArn is not null).Distinct()];
    }

    /// <summary>The organization's own entry for the account; null: none with a role, so the process's own credentials are used.</summary>
    public static AwsAccount? Find(Organization organization, string accountId) =>
        organization.Aws.FirstOrDefault(account => account.AccountId == accountId && account.AuditRoleArn is not null);

    /// <summary>The organization's own entry, or else any organization's: a trail's owner is often somebody else's account.</summary>
    public AwsAccount? FindAnywhere(Organization organization, string accountId) =>
        Find(organization, accountId) ?? everybody.FirstOrDefault(account => account.AccountId == accountId);

    /// <summary>
    /// All accounts with a role, the likeliest owner of a log bucket first: the organization's accounts without keys, which are declared for nothing else;
    /// its accounts with keys; those of other organizations.
    /// </summary>
    public ImmutableArray<OtherAccount> All(Organization organization)
    {
        var withKeys = organization.Clusters
            .Select(cluster => cluster.Encryption)
            .OfType<DeclaredEncryption.External>()
            .SelectMany(external => new[] { external.PrimaryKeyArn.AccountId, external.SecondaryKeyArn?.AccountId })
            .ToHashSet();
        var own = organization.Aws.Where(account => account.AuditRoleArn is not null).OrderBy(account => withKeys.Contains(account.AccountId)).ToList();
        return [.. own.Select(account => new OtherAccount(account, true)), .. everybody.Except(own).Select(account => new OtherAccount(account, false))];
    }
}
