using Amazon.SecurityToken.Model;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>
/// Makes sure that the credentials that AtRest runs with are used only for the trails, event rules and log groups of the account that they belong to. AWS lists those of the
/// caller's account, even if the key belongs to another one (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html).
/// </summary>
internal sealed class OwnAccountCheck(ClientPool clients, EvidenceReader reader)
{
    private sealed record Identity(string? AccountId, string? Arn);

    /// <summary>The session. It has a failure if it belongs to another account than the resources.</summary>
    /// <param name="session">The session for the account.</param>
    /// <param name="things">The resources, for the message: <c>trails</c>.</param>
    /// <param name="accountId">The account that owns them.</param>
    /// <param name="region">The region of STS.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public async Task<AccountSession> ForAsync(AccountSession session, string things, string accountId, string region, CancellationToken cancellationToken)
    {
        if (session is not { Identity: OwnCredentials.Identity, AccessFailure: null })
        {
            return session;
        }

        // If STS does not return the account, as behind an emulator with few services, the account of the inventory counts.
        return await AccountOfAsync(session, region, cancellationToken) is { Length: > 0 } own && own != accountId
            ? session with { AccessFailure = Foreign(own, accountId, things) }
            : session;
    }

    /// <summary>The account of a session; null if it is not known.</summary>
    public async Task<string?> AccountOfAsync(AccountSession session, string region, CancellationToken cancellationToken) =>
        session.AccountId ?? (await AskAsync(session, region, cancellationToken)).Value?.AccountId;

    /// <summary>The principal of the credentials that AtRest runs with. It is read once in an audit.</summary>
    public async Task<OwnCaller> CallerAsync(AccountSession session, string region, CancellationToken cancellationToken)
    {
        var identity = await AskAsync(session with { AccessFailure = null }, region, cancellationToken);
        return identity.Value?.Arn is { Length: > 0 } arn
            ? new OwnCaller(arn, null)
            : new OwnCaller(null, $"STS did not return the principal of the credentials that AtRest runs with. {identity.Absence?.Cause}".TrimEnd());
    }

    // STS answers the same in every region.
    private Task<Collected<Identity>> AskAsync(AccountSession session, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "sts:GetCallerIdentity", "caller", async () =>
        {
            var response = await clients.Sts(session, region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
            return new Identity(response.Account, response.Arn);
        }, cancellationToken);

    private static Absence Foreign(string own, string accountId, string things) => new()
    {
        Kind = AbsenceKind.NotAttempted,
        Cause = $"The credentials that AtRest runs with belong to account {own}, and AWS shows {things} of account {accountId} only to that account.",
        Remedy = $"Add an entry for account {accountId} with an audit role to the inventory's \"aws\" list.",
    };
}
