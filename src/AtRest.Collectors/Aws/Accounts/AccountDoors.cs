using System.Collections.Immutable;
using AtRest.Core.Inventory;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>Every way into an account that an organization's audit has.</summary>
internal sealed class AccountDoors(AccountDirectory directory, AccountGate gate, OwnAccount ownAccount, CancellationToken cancellationToken)
{
    /// <summary>With the organization's own role for the account, or the process's own credentials.</summary>
    public Task<AccountSession> EnterAsync(Organization organization, string accountId, string region) =>
        gate.EnterAsync(AccountDirectory.Find(organization, accountId), region, cancellationToken);

    /// <summary>The same, for what AWS shows to its own account only.</summary>
    public Task<AccountSession> EnterOwnAsync(Organization organization, string things, string accountId, string region) =>
        EnterOwnAsync(AccountDirectory.Find(organization, accountId), things, accountId, region);

    /// <summary>With any organization's role, for what AWS shows to its own account only.</summary>
    public Task<AccountSession> EnterAnywhereAsync(Organization organization, string things, string accountId, string region) =>
        EnterOwnAsync(directory.FindAnywhere(organization, accountId), things, accountId, region);

    /// <summary>With any organization's role; null: nobody declares one.</summary>
    public async Task<AccountSession?> OwnerAsync(Organization organization, string accountId, string region) =>
        directory.FindAnywhere(organization, accountId) is { } account ? await gate.EnterAsync(account, region, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>All accounts that a thing of unknown owner may belong to, the likeliest first.</summary>
    public ImmutableArray<OtherAccount> All(Organization organization) => directory.All(organization);

    private async Task<AccountSession> EnterOwnAsync(AwsAccount? account, string things, string accountId, string region)
    {
        var entered = await gate.EnterAsync(account, region, cancellationToken).ConfigureAwait(false);
        return await ownAccount.ForAsync(entered, things, accountId, region, cancellationToken).ConfigureAwait(false);
    }
}
