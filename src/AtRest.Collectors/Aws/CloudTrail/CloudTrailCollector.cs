using AtRest.Collectors.Aws.Accounts;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Collectors.Aws.CloudTrail;

/// <summary>Everything that could record the use of the keys of one account and region.</summary>
internal sealed class CloudTrailCollector(CloudTrailReader cloudTrail)
{
    /// <summary>Reads the trails and stores of an account and region.</summary>
    /// <param name="session">The account's.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="region">The region.</param>
    /// <param name="ownerOf">The session for another account that owns a trail; null: the inventory has no role for it.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public async Task<CloudTrailEvidence> CollectAsync(
        AccountSession session, string accountId, string region, Func<string, string, Task<AccountSession?>> ownerOf, CancellationToken cancellationToken)
    {
        var listing = StoresAsync(session, accountId, region, cancellationToken);
        var trails = await cloudTrail.TrailsAsync(session, accountId, region, cancellationToken);
        var details = Task.WhenAll((trails.Value?.Items ?? []).Select(trail => DetailsAsync(session, accountId, region, trail, ownerOf, cancellationToken)));
        var stores = await listing;
        return new CloudTrailEvidence
        {
            AccountId = accountId,
            Region = region,
            Trails = trails,
            Details = [.. await details],
            EventDataStores = stores.List,
            EventDataStoreDetails = stores.Details,
        };
    }

    /// <summary>The event data stores at home in a region.</summary>
    public async Task<EventDataStoreEvidence> StoresAsync(AccountSession session, string accountId, string region, CancellationToken cancellationToken)
    {
        var list = await cloudTrail.StoresAsync(session, accountId, region, cancellationToken);
        var details = await Task.WhenAll((list.Value?.Arns ?? []).Select(arn => cloudTrail.StoreAsync(session, arn, region, cancellationToken)));
        return new EventDataStoreEvidence { AccountId = accountId, Region = region, List = list, Details = [.. details] };
    }

    /// <summary>The account in a trail's ARN, if it is not the one that sees it.</summary>
    public static string? ForeignOwner(Trail trail, string accountId) =>
        Arn.TryParse(trail.Arn, out var arn) && Arn.IsAccountId(arn.AccountId) && arn.AccountId != accountId ? arn.AccountId : null;

    private async Task<TrailEvidence> DetailsAsync(
        AccountSession session, string accountId, string region, Trail trail, Func<string, string, Task<AccountSession?>> ownerOf, CancellationToken cancellationToken)
    {
        var owner = ForeignOwner(trail, accountId);
        var ownerSession = owner is null ? null : await ownerOf(owner, trail.HomeRegion);
        AccountSession[] askers = ownerSession is { Barrier: null } ? [ownerSession, session] : [session];
        var status = FirstAsync(askers, asker => cloudTrail.StatusAsync(asker, trail, cancellationToken));
        var selectors = FirstAsync(askers, asker => cloudTrail.SelectorsAsync(asker, trail, cancellationToken));

        // Events are delivered from the region where they happen, in the account where they happen: its own answer comes first.
        var delivery = trail.HomeRegion == region || !trail.IsMultiRegion
            ? Task.FromResult<Collected<TrailStatus>?>(null)
            : DeliveryAsync([.. askers.Reverse()], trail, region, owner, ownerSession, cancellationToken);
        await Task.WhenAll(status, selectors, delivery);
        return new TrailEvidence
        {
            TrailArn = trail.Arn,
            Status = OfForeign(await status, owner, ownerSession),
            Delivery = await delivery,
            Selectors = OfForeign(await selectors, owner, ownerSession),
        };
    }

    private async Task<Collected<TrailStatus>?> DeliveryAsync(
        AccountSession[] askers, Trail trail, string region, string? owner, AccountSession? ownerSession, CancellationToken cancellationToken)
    {
        Collected<TrailStatus>? first = null;
        foreach (var asker in askers)
        {
            var answer = OfForeign(await cloudTrail.DeliveryAsync(asker, trail, region, cancellationToken), owner, ownerSession);
            first ??= answer;
            if (answer.Absence?.Kind != AbsenceKind.Denied)
            {
                return answer;
            }
        }

        return first;
    }

    /// <summary>A member may see what the owner's role may not; where both may not, the owner's answer is the one to mend.</summary>
    private static async Task<Collected<T>> FirstAsync<T>(AccountSession[] askers, Func<AccountSession, Task<Collected<T>>> ask)
        where T : class
    {
        var first = await ask(askers[0]);
        foreach (var asker in askers.Skip(1).TakeWhile(_ => first.Absence is { IsRefusal: true }))
        {
            var other = await ask(asker);
            first = other.Value is null ? first : other;
        }

        return first;
    }

    /// <summary>To another account CloudTrail says of a trail that it does not exist, or that its ARN is wrong: it means that one may not look.</summary>
    private static Collected<T> OfForeign<T>(Collected<T> collected, string? owner, AccountSession? ownerSession)
        where T : class
    {
        if (owner is null || collected.Absence is not { } absence
            || (absence is not { Kind: AbsenceKind.NotFound } and not { IsRefusal: true } && absence.ErrorCode is not ("CloudTrailARNInvalidException" or "InvalidTrailNameException")))
        {
            return collected;
        }

        var (why, remedy) = ownerSession?.Barrier is { } barrier
            ? ($" The inventory names a role for that account, but: {barrier.Cause}", barrier.Remedy)
            : ownerSession is null
                ? ("", $"Add an entry for the account {owner} with an audit role to the inventory's \"aws\" list.")
                : ("", $"Allow {collected.Source} to {ownerSession.Caller}.");
        return collected with
        {
            Absence = absence with
            {
                Kind = absence.Kind == AbsenceKind.NotAttempted ? AbsenceKind.NotAttempted : AbsenceKind.Denied,
                Cause = $"The trail belongs to the account {owner}, where it could not be read ({absence.ErrorCode ?? "denied"}).{why}",
                Remedy = remedy,
            },
        };
    }
}
