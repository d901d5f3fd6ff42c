using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.CloudTrail;
using AtRest.Collectors.Aws.Kms;
using AtRest.Collectors.Aws.Reading;
using AtRest.Collectors.Aws.S3;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Collectors.Aws;

/// <summary>Reads what records the use of an organization's keys: trails, event data stores, and the buckets that trails write to.</summary>
internal sealed class RecordAudit
{
    private readonly AccountAccess access;
    private readonly CloudTrailCollector cloudTrail;
    private readonly LogBuckets buckets;
    private readonly KmsReader kms;
    private readonly Memo memo;
    private readonly ProgressCounter progress;
    private readonly CancellationToken cancellationToken;

    public RecordAudit(
        ClientPool clients, EvidenceReader reader, AccountAccess access, RoleSessions sessions, OwnAccountCheck ownAccount, ReaderLog readers, Memo memo, ProgressCounter progress, CancellationToken cancellationToken)
    {
        this.access = access;
        this.memo = memo;
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        cloudTrail = new CloudTrailCollector(new CloudTrailReader(clients, reader));
        kms = new KmsReader(clients, reader);
        buckets = new LogBuckets(new BucketCollector(new BucketReader(new BucketRegions(clients), reader), new AccountBlockReader(clients, reader, ownAccount), sessions, readers), memo, progress);
    }

    public async Task<AwsSlice> CollectAsync(Organization organization, ImmutableArray<KmsKeyArn> declared)
    {
        var places = declared.Select(key => (key.AccountId, key.Region)).Distinct().Order().ToList();
        var evidence = await Task.WhenAll(places.Select(place => TrailsAsync(organization, place.AccountId, place.Region)));
        var stores = StoresAsync(organization, evidence);
        var uses = await UsesAsync(organization, evidence);
        var logBuckets = await buckets.CollectAsync(organization.Id, uses, access.All(organization), cancellationToken);
        return new AwsSlice { CloudTrail = [.. evidence], EventDataStores = await stores, LogBuckets = logBuckets, RecordKeys = await KeysAsync(organization, declared, RecordKeyArns.Of(evidence, await stores, [])) };
    }

    /// <summary>The keys that encrypt the record, with those of the trails' log groups.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="declared">The keys of clusters.</param>
    /// <param name="known">Those that were read for trails and event data stores.</param>
    /// <param name="groups">The log groups.</param>
    public async Task<ImmutableArray<RecordKeyEvidence>> WithLogGroupsAsync(
        Organization organization, ImmutableArray<KmsKeyArn> declared, ImmutableArray<RecordKeyEvidence> known, ImmutableArray<LogGroupEvidence> groups)
    {
        var further = RecordKeyArns.Of([], [], groups).Where(key => known.All(read => read.KeyArn != key.Value));
        return [.. known.Concat(await KeysAsync(organization, declared, [.. further])).OrderBy(key => key.KeyArn, StringComparer.Ordinal)];
    }

    /// <summary>The keys that encrypt the record. Keys of clusters are read in full elsewhere. A key of an account without a role is left out, because AWS shows its policy to its account only.</summary>
    private async Task<ImmutableArray<RecordKeyEvidence>> KeysAsync(Organization organization, ImmutableArray<KmsKeyArn> declared, ImmutableArray<KmsKeyArn> keys)
    {
        var read = await Task.WhenAll(keys.Where(key => declared.All(own => own.Value != key.Value)).Select(async key =>
        {
            var session = await access.OpenOwnerAsync(organization, key.AccountId, key.Region)
                ?? (declared.Any(own => own.AccountId == key.AccountId) ? await access.OpenAsync(organization, key.AccountId, key.Region) : null);
            return session is null ? null : await memo.GetAsync($"record key {session.Identity} {key.Value}", () => progress.TrackAsync(() => KeyAsync(session, key)));
        }));
        return [.. read.OfType<RecordKeyEvidence>()];
    }

    private async Task<RecordKeyEvidence> KeyAsync(AccountSession session, KmsKeyArn key)
    {
        var metadata = kms.DescribeAsync(session, key, cancellationToken);
        var policy = kms.PolicyAsync(session, key, cancellationToken);
        return new RecordKeyEvidence { KeyArn = key.Value, Metadata = await metadata, Policy = await policy };
    }

    private async Task<CloudTrailEvidence> TrailsAsync(Organization organization, string accountId, string region)
    {
        var session = await access.OpenOwnAsync(organization, "trails", accountId, region);
        return await memo.GetAsync($"trails {organization.Id} {session.Identity} {accountId} {region}", () => progress.TrackAsync(() =>
            cloudTrail.CollectAsync(session, accountId, region, (owner, home) => access.OpenOwnerAsync(organization, owner, home), cancellationToken)));
    }

    private async Task<List<BucketUse>> UsesAsync(Organization organization, CloudTrailEvidence[] evidence)
    {
        var uses = new List<BucketUse>();
        foreach (var entry in evidence)
        {
            foreach (var trail in (entry.Trails.Value?.Items ?? []).Where(trail => trail.S3BucketName is not null))
            {
                var session = await access.OpenAsync(organization, entry.AccountId, entry.Region);
                var owner = CloudTrailCollector.ForeignOwner(trail, entry.AccountId) is { } foreign
                    ? await access.OpenOwnerAsync(organization, foreign, trail.HomeRegion)
                    : null;
                uses.Add(new BucketUse(trail.S3BucketName!, trail.HomeRegion, session, owner is { AccessFailure: null } ? owner : null));
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

    /// <summary>Null for a management account for which no role is declared or usable.</summary>
    private async Task<EventDataStoreEvidence?> StoresAsync(Organization organization, CloudTrailEvidence[] evidence, StorePlace place)
    {
        var session = evidence.Any(entry => entry.AccountId == place.AccountId)
            ? await access.OpenOwnAsync(organization, "trails", place.AccountId, place.Region)
            : await access.OpenOwnerAsync(organization, place.AccountId, place.Region) is { AccessFailure: null } owner ? owner : null;
        return session is null ? null
            : await progress.TrackAsync(() => cloudTrail.StoresAsync(session, place.AccountId, place.Region, cancellationToken));
    }
}
