using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Inventory;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>An account whose audit role can be tried for a resource of an unknown owner.</summary>
/// <param name="Account">The account, with its role.</param>
/// <param name="IsOwn">Whether the audited organization declares it. A report never names an account of another organization.</param>
internal sealed record OtherAccount(AwsAccount Account, bool IsOwn);

/// <summary>Finds the audit role for an account in the inventory.</summary>
internal sealed class AccountDirectory
{
    private readonly ImmutableArray<AwsAccount> all;

    public AccountDirectory(CollectionRequest request)
    {
        var audited = request.Organizations.OrderBy(organization => organization.Id, StringComparer.Ordinal).SelectMany(organization => organization.Aws);
        all = [.. (request.KnownAccounts.IsEmpty ? audited : request.KnownAccounts.Concat(audited)).Where(account => account.AuditRoleArn is not null).Distinct()];
    }

    /// <summary>The organization's own entry for the account. Null: no entry has a role, so AtRest uses the credentials that it runs with.</summary>
    public static AwsAccount? Find(Organization organization, string accountId) =>
        organization.Aws.FirstOrDefault(account => account.AccountId == accountId && account.AuditRoleArn is not null);

    /// <summary>The organization's own entry, or else that of any organization: a trail often belongs to another account.</summary>
    public AwsAccount? FindAnywhere(Organization organization, string accountId) =>
        Find(organization, accountId) ?? all.FirstOrDefault(account => account.AccountId == accountId);

    /// <summary>
    /// All accounts with a role, the most likely owner of a log bucket first: the organization's accounts without keys, which are declared for no other reason,
    /// then its accounts with keys, then those of other organizations.
    /// </summary>
    public ImmutableArray<OtherAccount> All(Organization organization)
    {
        var withKeys = organization.Clusters
            .Select(cluster => cluster.Encryption)
            .OfType<DeclaredEncryption.External>()
            .SelectMany(external => new[] { external.PrimaryKeyArn.AccountId, external.SecondaryKeyArn?.AccountId })
            .ToHashSet();
        var own = organization.Aws.Where(account => account.AuditRoleArn is not null).OrderBy(account => withKeys.Contains(account.AccountId)).ToList();
        return [.. own.Select(account => new OtherAccount(account, true)), .. all.Except(own).Select(account => new OtherAccount(account, false))];
    }
}
