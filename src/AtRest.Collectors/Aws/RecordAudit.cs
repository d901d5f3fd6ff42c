using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.CloudTrail;
using AtRest.Collectors.Aws.Reading;
using AtRest.Collectors.Aws.S3;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Collectors.Aws;

/// <summary>What records the use of an organization's keys: trails, event data stores, and the buckets that trails write to.</summary>
internal sealed class RecordAudit
{
    private readonly AccountDoors doors;
    private readonly CloudTrailCollector cloudTrail;
    private readonly LogBuckets buckets;
    private readonly Memo memo;
    private readonly ProgressCounter progress;
    private readonly CancellationToken cancellationToken;

    public RecordAudit(
        ClientPool clients, EvidenceReader reader, AccountDoors doors, AccountGate gate, OwnAccount ownAccount, ReaderLog readers, Memo memo, ProgressCounter progress, CancellationToken cancellationToken)
    {
        this.doors = doors;
        this.memo = memo;
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        cloudTrail = new CloudTrailCollector(new CloudTrailReader(clients, reader));
        buckets = new LogBuckets(new BucketCollector(new BucketReader(new BucketRegions(clients), reader), new AccountBlockReader(clients, reader, ownAccount), gate, readers), memo, progress);
    }

    public async Task<CloudEvidence> CollectAsync(Organization organization, ImmutableArray<KmsKeyArn> declared)
    {
        var places = declared.Select(key => (key.AccountId, key.Region)).Distinct().Order().ToList();
        var evidence = await Task.WhenAll(places.Select(place => TrailsAsync(organization, place.AccountId, place.Region)));
        var stores = StoresAsync(organization, evidence);
        var uses = await UsesAsync(organization, evidence);
        var logBuckets = await buckets.CollectAsync(organization.Id, uses, doors.All(organization), cancellationToken);
        return new CloudEvidence { CloudTrail = [.. evidence], EventDataStores = await stores, LogBuckets = logBuckets };
    }

    private async Task<CloudTrailEvidence> TrailsAsync(Organization organization, string accountId, string region)
    {
        var session = await doors.EnterOwnAsync(organization, "trails", accountId, region);
        return await memo.GetAsync($"trails {organization.Id} {session.Identity} {accountId} {region}", () => progress.TrackAsync(() =>
            cloudTrail.CollectAsync(session, accountId, region, (owner, home) => doors.OwnerAsync(organization, owner, home), cancellationToken)));
    }

    private async Task<List<BucketUse>> UsesAsync(Organization organization, CloudTrailEvidence[] evidence)
    {
        var uses = new List<BucketUse>();
        foreach (var entry in evidence)
        {
            foreach (var trail in (entry.Trails.Value?.Items ?? []).Where(trail => trail.S3BucketName is not null))
            {
                var session = await doors.EnterAsync(organization, entry.AccountId, entry.Region);
                var owner = CloudTrailCollector.ForeignOwner(trail, entry.AccountId) is { } foreign
                    ? await doors.OwnerAsync(organization, foreign, trail.HomeRegion)
                    : null;
                uses.Add(new BucketUse(trail.S3BucketName!, trail.HomeRegion, session, owner is { Barrier: null } ? owner : null));
            }
        }

        return uses;
    }

    private async Task<ImmutableArray<EventDataStoreEvidence>> StoresAsync(Organization organization, CloudTrailEvidence[] evidence)
    {
        var near = await StoresAsync(organization, evidence, EventDataStoreSearch.HomesOfTrails(evidence));
        var far = await StoresAsync(organization, evidence, EventDataStoreSearch.Beyond(evidence, near));
        return [.. near.Concat(far).OrderBy(entry => entry.AccountId, StringComparer.Ordinal).ThenBy(entry => entry.Region, StringComparer.Ordinal)];
    }

    private async Task<EventDataStoreEvidence[]> StoresAsync(Organization organization, CloudTrailEvidence[] evidence, ImmutableArray<StorePlace> places) =>
        [.. (await Task.WhenAll(places.Select(place => StoresAsync(organization, evidence, place)))).OfType<EventDataStoreEvidence>()];

    /// <summary>Null for an organization's management account that nobody can enter.</summary>
    private async Task<EventDataStoreEvidence?> StoresAsync(Organization organization, CloudTrailEvidence[] evidence, StorePlace place)
    {
        var session = evidence.Any(entry => entry.AccountId == place.AccountId)
            ? await doors.EnterOwnAsync(organization, "trails", place.AccountId, place.Region)
            : await doors.OwnerAsync(organization, place.AccountId, place.Region) is { Barrier: null } owner ? owner : null;
        return session is null ? null
            : await progress.TrackAsync(() => cloudTrail.StoresAsync(session, place.AccountId, place.Region, cancellationToken));
    }
}
