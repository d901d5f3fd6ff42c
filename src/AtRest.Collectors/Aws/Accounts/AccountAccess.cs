using System.Collections.Immutable;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>Opens sessions in accounts for the audit of an organization.</summary>
internal sealed class AccountAccess(AccountDirectory directory, RoleSessions sessions, OwnAccountCheck ownAccount, ReaderLog readers, CancellationToken cancellationToken)
{
    /// <summary>Opens a session with the organization's own role for the account, or with the credentials that AtRest runs with.</summary>
    public async Task<AccountSession> OpenAsync(Organization organization, string accountId, string region)
    {
        var account = AccountDirectory.Find(organization, accountId);
        return Noted(organization, accountId, account, await sessions.OpenAsync(account, region, cancellationToken));
    }

    /// <summary>The same, for resources that AWS shows only to the account that owns them.</summary>
    public Task<AccountSession> OpenOwnAsync(Organization organization, string things, string accountId, string region) =>
        OpenOwnAsync(organization, AccountDirectory.Find(organization, accountId), things, accountId, region);

    /// <summary>Opens a session with the role of any organization, for resources that AWS shows only to the account that owns them.</summary>
    public Task<AccountSession> OpenAnyAsync(Organization organization, string things, string accountId, string region) =>
        OpenOwnAsync(organization, directory.FindAnywhere(organization, accountId), things, accountId, region);

    /// <summary>Opens a session with the role of any organization. Null: no organization declares one.</summary>
    public async Task<AccountSession?> OpenOwnerAsync(Organization organization, string accountId, string region) =>
        directory.FindAnywhere(organization, accountId) is { } account
            ? Noted(organization, accountId, account, await sessions.OpenAsync(account, region, cancellationToken))
            : null;

    /// <summary>Opens a session with the role that reads the policies of an AWS organization.</summary>
    public async Task<AccountSession> OpenRoleAsync(Organization organization, AwsOrganizationAccess access, string region)
    {
        var account = Arn.TryParse(access.RoleArn, out var role) ? role.AccountId : "";
        var session = await sessions.OpenAsync(new AwsAccount { AccountId = account, AuditRoleArn = access.RoleArn, ExternalId = access.ExternalId }, region, cancellationToken);
        readers.Note(organization.Id, account, session, true);
        return session;
    }

    /// <summary>All accounts that a resource of an unknown owner can belong to, the most likely first.</summary>
    public ImmutableArray<OtherAccount> All(Organization organization) => directory.All(organization);

    /// <summary>The identities that the accounts were read with.</summary>
    /// <param name="organization">The organization of the audit.</param>
    /// <param name="region">The region of STS, if it has to be called.</param>
    public Task<ImmutableArray<AccountReader>> ReadersAsync(Organization organization, string region) =>
        readers.OfAsync(organization.Id, session => ownAccount.CallerAsync(session, region, cancellationToken));

    private async Task<AccountSession> OpenOwnAsync(Organization organization, AwsAccount? account, string things, string accountId, string region)
    {
        var entered = await sessions.OpenAsync(account, region, cancellationToken);
        return Noted(organization, accountId, account, await ownAccount.ForAsync(entered, things, accountId, region, cancellationToken));
    }

    private AccountSession Noted(Organization organization, string accountId, AwsAccount? account, AccountSession session)
    {
        readers.Note(organization.Id, accountId, session, account is null || organization.Aws.Contains(account));
        return session;
    }
}
