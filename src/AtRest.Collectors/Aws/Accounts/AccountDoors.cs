using System.Collections.Immutable;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>Every way into an account that an organization's audit has.</summary>
internal sealed class AccountDoors(AccountDirectory directory, AccountGate gate, OwnAccount ownAccount, ReaderLog readers, CancellationToken cancellationToken)
{
    /// <summary>With the organization's own role for the account, or the process's own credentials.</summary>
    public async Task<AccountSession> EnterAsync(Organization organization, string accountId, string region)
    {
        var account = AccountDirectory.Find(organization, accountId);
        return Noted(organization, accountId, account, await gate.EnterAsync(account, region, cancellationToken));
    }

    /// <summary>The same, for what AWS shows to its own account only.</summary>
    public Task<AccountSession> EnterOwnAsync(Organization organization, string things, string accountId, string region) =>
        EnterOwnAsync(organization, AccountDirectory.Find(organization, accountId), things, accountId, region);

    /// <summary>With any organization's role, for what AWS shows to its own account only.</summary>
    public Task<AccountSession> EnterAnywhereAsync(Organization organization, string things, string accountId, string region) =>
        EnterOwnAsync(organization, directory.FindAnywhere(organization, accountId), things, accountId, region);

    /// <summary>With any organization's role; null: nobody declares one.</summary>
    public async Task<AccountSession?> OwnerAsync(Organization organization, string accountId, string region) =>
        directory.FindAnywhere(organization, accountId) is { } account
            ? Noted(organization, accountId, account, await gate.EnterAsync(account, region, cancellationToken))
            : null;

    /// <summary>All accounts that a thing of unknown owner may belong to, the likeliest first.</summary>
    public ImmutableArray<OtherAccount> All(Organization organization) => directory.All(organization);

    /// <summary>With which identity each account was read that one of these ways led to.</summary>
    /// <param name="organization">Whose audit it is.</param>
    /// <param name="region">Where STS is asked, if nobody has asked it yet.</param>
    public Task<ImmutableArray<AccountReader>> ReadersAsync(Organization organization, string region) =>
        readers.OfAsync(organization.Id, session => ownAccount.CallerAsync(session, region, cancellationToken));

    private async Task<AccountSession> EnterOwnAsync(Organization organization, AwsAccount? account, string things, string accountId, string region)
    {
        var entered = await gate.EnterAsync(account, region, cancellationToken);
        return Noted(organization, accountId, account, await ownAccount.ForAsync(entered, things, accountId, region, cancellationToken));
    }

    private AccountSession Noted(Organization organization, string accountId, AwsAccount? account, AccountSession session)
    {
        readers.Note(organization.Id, accountId, session, account is null || organization.Aws.Contains(account));
        return session;
    }
}
