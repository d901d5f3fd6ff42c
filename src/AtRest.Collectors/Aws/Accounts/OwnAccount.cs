using Amazon.SecurityToken.Model;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>
/// Sees to it that the process's own credentials are asked for the trails, event rules and log groups of their own account only: AWS lists the
/// caller's, whoever owns the key (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html).
/// </summary>
internal sealed class OwnAccount(ClientPool clients, EvidenceReader reader)
{
    private sealed record Identity(string? AccountId);

    /// <summary>The session, with a barrier if it is known to belong to another account than the one whose things are wanted.</summary>
    /// <param name="session">How the account would be entered.</param>
    /// <param name="things">What is wanted, for the message: <c>trails</c>.</param>
    /// <param name="accountId">Whose.</param>
    /// <param name="region">Where to ask.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public async Task<AccountSession> ForAsync(AccountSession session, string things, string accountId, string region, CancellationToken cancellationToken)
    {
        if (session is not { Identity: AmbientCredentials.Identity, Barrier: null })
        {
            return session;
        }

        // Any region's STS knows it. Where none can say it, as behind an emulator of few services, the inventory's word holds.
        var identity = await reader.ReadAsync(session, "sts:GetCallerIdentity", "caller", async () =>
        {
            var response = await clients.Sts(session, region).GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken).ConfigureAwait(false);
            return new Identity(response.Account);
        }, cancellationToken).ConfigureAwait(false);
        return identity.Value?.AccountId is { Length: > 0 } own && own != accountId
            ? session with { Barrier = Foreign(own, accountId, things) }
            : session;
    }

    private static Absence Foreign(string own, string accountId, string things) => new()
    {
        Kind = AbsenceKind.NotAttempted,
        Cause = $"The credentials that AtRest runs with belong to the account {own}, and AWS shows {things} only to the account {accountId} itself.",
        Remedy = $"Add an entry for the account {accountId} with an audit role to the inventory's \"aws\" list.",
    };
}
