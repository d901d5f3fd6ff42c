using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.CloudTrail;
using AtRest.Collectors.Aws.Kms;
using AtRest.Collectors.Aws.Monitoring;
using AtRest.Collectors.Aws.Reading;
using AtRest.Collectors.Aws.S3;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;

namespace AtRest.Collectors.Aws;

/// <summary>One audit: what organizations have in common is read once.</summary>
internal sealed class AwsAudit
{
    // Keys that wait for their next try take no request's place, so more of them may be under way than requests.
    private const int KeysPerRequest = 4;

    private readonly AccountDirectory directory;
    private readonly AccountGate accounts;
    private readonly OwnAccount ownAccount;
    private readonly KeyCollector keys;
    private readonly CloudTrailCollector cloudTrail;
    private readonly LogBuckets buckets;
    private readonly MonitoringAudit monitoring;
    private readonly ProgressCounter progress;
    private readonly Memo memo = new();
    private readonly SemaphoreSlim keyGate;
    private readonly CancellationToken cancellationToken;

    public AwsAudit(CollectionRequest request, ClientPool clients, AwsCollectorOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        this.cancellationToken = cancellationToken;
        var reader = new EvidenceReader(clock, memo);
        directory = new AccountDirectory(request.Organizations);
        accounts = new AccountGate(clients, new AmbientCredentials(options), memo, request.AuditId);
        ownAccount = new OwnAccount(clients, reader);
        keys = new KeyCollector(new KmsReader(clients, reader), reader);
        cloudTrail = new CloudTrailCollector(new CloudTrailReader(clients, reader));
        progress = new ProgressCounter(request.Progress);
        buckets = new LogBuckets(new BucketCollector(new BucketReader(new BucketRegions(clients), reader)), memo, progress);
        monitoring = new MonitoringAudit(clients, reader, memo, clock, progress, cancellationToken);
        keyGate = new SemaphoreSlim(options.MaxConcurrency * KeysPerRequest);
    }

    public async Task<CloudEvidence> CollectAsync(Organization organization)
    {
        var declared = organization.Clusters
            .Select(cluster => cluster.Encryption)
            .OfType<DeclaredEncryption.External>()
            .SelectMany(external => external.SecondaryKeyArn is { } secondary ? new[] { external.PrimaryKeyArn, secondary } : [external.PrimaryKeyArn])
            .DistinctBy(key => key.Value)
            .OrderBy(key => key.Value, StringComparer.Ordinal)
            .ToImmutableArray();
        var trails = TrailsAsync(organization, declared);
        var eventBridge = monitoring.EventBridgeAsync(declared, (things, accountId, region) => EnterOwnAsync(AccountDirectory.Find(organization, accountId), things, accountId, region));
        var evidence = await Task.WhenAll(declared.Select(key => KeyAsync(organization, key))).ConfigureAwait(false);
        var (cloudTrails, logBuckets) = await trails.ConfigureAwait(false);
        var buses = await eventBridge.ConfigureAwait(false);
        var logGroups = await monitoring.LogGroupsAsync(
            cloudTrails, buses, declared, (things, accountId, region) => EnterOwnAsync(directory.FindAnywhere(organization, accountId), things, accountId, region)).ConfigureAwait(false);
        return new CloudEvidence { Keys = [.. evidence], CloudTrail = cloudTrails, LogBuckets = logBuckets, EventBridge = buses, LogGroups = logGroups };
    }

    private async Task<KmsKeyEvidence> KeyAsync(Organization organization, KmsKeyArn key)
    {
        var session = await EnterAsync(organization, key.AccountId, key.Region).ConfigureAwait(false);
        return await memo.GetAsync($"key {session.Identity} {key.Value}", () => progress.TrackAsync(async () =>
        {
            await keyGate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await keys.CollectAsync(session, key, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                keyGate.Release();
            }
        })).ConfigureAwait(false);
    }

    private async Task<(ImmutableArray<CloudTrailEvidence> CloudTrail, ImmutableArray<LogBucketEvidence> Buckets)> TrailsAsync(
        Organization organization, ImmutableArray<KmsKeyArn> declared)
    {
        var places = declared.Select(key => (key.AccountId, key.Region)).Distinct().Order().ToList();
        var evidence = await Task.WhenAll(places.Select(place => TrailsAsync(organization, place.AccountId, place.Region))).ConfigureAwait(false);
        var uses = new List<BucketUse>();
        foreach (var entry in evidence)
        {
            foreach (var trail in (entry.Trails.Value?.Items ?? []).Where(trail => trail.S3BucketName is not null))
            {
                var session = await EnterAsync(organization, entry.AccountId, entry.Region).ConfigureAwait(false);
                var owner = CloudTrailCollector.ForeignOwner(trail, entry.AccountId) is { } foreign
                    ? await OwnerAsync(organization, foreign, trail.HomeRegion).ConfigureAwait(false)
                    : null;
                uses.Add(new BucketUse(trail.S3BucketName!, trail.HomeRegion, session, owner is { Barrier: null } ? owner : null));
            }
        }

        return ([.. evidence], await buckets.CollectAsync(uses, cancellationToken).ConfigureAwait(false));
    }

    private async Task<CloudTrailEvidence> TrailsAsync(Organization organization, string accountId, string region)
    {
        var session = await EnterOwnAsync(AccountDirectory.Find(organization, accountId), "trails", accountId, region).ConfigureAwait(false);
        return await memo.GetAsync($"trails {organization.Id} {session.Identity} {accountId} {region}", () => progress.TrackAsync(() =>
            cloudTrail.CollectAsync(session, accountId, region, (owner, home) => OwnerAsync(organization, owner, home), cancellationToken))).ConfigureAwait(false);
    }

    private Task<AccountSession> EnterAsync(Organization organization, string accountId, string region) =>
        accounts.EnterAsync(AccountDirectory.Find(organization, accountId), region, cancellationToken);

    /// <summary>For what AWS shows to its own account only.</summary>
    private async Task<AccountSession> EnterOwnAsync(AwsAccount? account, string things, string accountId, string region)
    {
        var entered = await accounts.EnterAsync(account, region, cancellationToken).ConfigureAwait(false);
        return await ownAccount.ForAsync(entered, things, accountId, region, cancellationToken).ConfigureAwait(false);
    }

    private async Task<AccountSession?> OwnerAsync(Organization organization, string accountId, string region) =>
        directory.FindAnywhere(organization, accountId) is { } account ? await accounts.EnterAsync(account, region, cancellationToken).ConfigureAwait(false) : null;
}
