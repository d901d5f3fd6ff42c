using Amazon.SecurityToken.Model;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>
/// Sees to it that the process's own credentials are asked for the trails, event rules and log groups of their own account only: AWS lists the
/// caller's, whoever owns the key (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html).
/// </summary>
internal sealed class OwnAccountCheck(ClientPool clients, EvidenceReader reader)
{
    private sealed record Identity(string? AccountId, string? Arn);

    /// <summary>The session, with a failure if it is known to belong to another account than the one whose things are wanted.</summary>
    /// <param name="session">How the account would be entered.</param>
    /// <param name="things">What is wanted, for the message: <c>trails</c>.</param>
    /// <param name="accountId">Whose.</param>
    /// <param name="region">Where to ask.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public async Task<AccountSession> ForAsync(AccountSession session, string things, string accountId, string region, CancellationToken cancellationToken)
    {
        if (session is not { Identity: OwnCredentials.Identity, AccessFailure: null })
        {
            return session;
        }

        // Where AWS cannot say it, as behind an emulator of few services, the inventory's word holds.
        return await AccountOfAsync(session, region, cancellationToken) is { Length: > 0 } own && own != accountId
            ? session with { AccessFailure = Foreign(own, accountId, things) }
            : session;
    }

    /// <summary>The account that a session acts in; null if nobody can say.</summary>
    public async Task<string?> AccountOfAsync(AccountSession session, string region, CancellationToken cancellationToken) =>
        session.AccountId ?? (await AskAsync(session, region, cancellationToken)).Value?.AccountId;

    /// <summary>Who the process's own credentials are. It is asked once in an audit.</summary>
    public async Task<OwnCaller> CallerAsync(AccountSession session, string region, CancellationToken cancellationToken)
    {
        var identity = await AskAsync(session with { AccessFailure = null }, region, cancellationToken);
        return identity.Value?.Arn is { Length: > 0 } arn
            ? new OwnCaller(arn, null)
            : new OwnCaller(null, $"STS did not say who the credentials are that AtRest runs with. {identity.Absence?.Cause}".TrimEnd());
    }

    // Any region's STS knows it.
    private Task<Collected<Identity>> AskAsync(AccountSession session, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, "sts:GetCallerIdentity", "caller", async () =>
        {
            var response = await clients.Sts(session, region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
            return new Identity(response.Account, response.Arn);
        }, cancellationToken);

    private static Absence Foreign(string own, string accountId, string things) => new()
    {
        Kind = AbsenceKind.NotAttempted,
        Cause = $"The credentials that AtRest runs with belong to the account {own}, and AWS shows {things} only to the account {accountId} itself.",
        Remedy = $"Add an entry for the account {accountId} with an audit role to the inventory's \"aws\" list.",
    };
}
