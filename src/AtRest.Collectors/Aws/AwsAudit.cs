using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.CloudTrail.Events;
using AtRest.Collectors.Aws.Kms;
using AtRest.Collectors.Aws.Monitoring;
using AtRest.Collectors.Aws.Organizations;
using AtRest.Collectors.Aws.Reading;
using AtRest.Collectors.Aws.Usage;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Monitoring;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Packing;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Collectors.Aws;

/// <summary>One audit of AWS. What organizations share is read once.</summary>
internal sealed class AwsAudit : IDisposable
{
    private readonly EvidenceReader reader;
    private readonly AccountAccess access;
    private readonly KeyCollector keys;
    private readonly RecordAudit records;
    private readonly MonitoringAudit monitoring;
    private readonly KeyUseAudit? uses;
    private readonly OrganizationCollector organizations;
    private readonly UsageMetricsCollector? usageMetrics;
    private readonly ProgressCounter progress;
    private readonly Memo memo = new();
    private readonly SemaphoreSlim keySlots;

    /// <summary>The keys of all organizations, in the order in which they were read: packed as soon as they are whole.</summary>
    private readonly PackedList<KmsKeyEvidence> read = [];
    private readonly CancellationToken cancellationToken;

    public AwsAudit(CollectionRequest request, ClientPool clients, OwnCredentials ownCredentials, AwsCollectorOptions options, LookupPace pace, LookupMemory memory, TimeProvider clock, CancellationToken cancellationToken)
    {
        this.cancellationToken = cancellationToken;
        reader = new EvidenceReader(clock, memo, clients.Telemetry);
        var sessions = new RoleSessions(clients, ownCredentials, memo, clock, request.AuditId);
        var readers = new ReaderLog();
        var ownAccount = new OwnAccountCheck(clients, reader);
        access = new AccountAccess(new AccountDirectory(request), sessions, ownAccount, readers, cancellationToken);
        keys = new KeyCollector(new KmsReader(clients, reader), reader);
        progress = new ProgressCounter(request.Progress);
        records = new RecordAudit(clients, reader, access, sessions, ownAccount, readers, memo, progress, cancellationToken);
        monitoring = new MonitoringAudit(clients, reader, memo, clock, progress, cancellationToken);
        uses = options.LookupEvents == 0 ? null : new KeyUseAudit(new KeyEventReader(clients, reader, pace, options.LookupEvents), memory, reader, memo, progress, options.LookupTime, clock, cancellationToken);
        organizations = new OrganizationCollector(clients, reader, access, memo, cancellationToken);
        usageMetrics = options.UsageMetrics ? new UsageMetricsCollector(clients, reader, clock, progress, cancellationToken) : null;

        // A key has up to four calls at once, so that so many keys keep all requests busy. With more keys, calls that wait for their turn would fill the memory.
        keySlots = new SemaphoreSlim(options.MaxConcurrency);
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
        var recording = records.CollectAsync(organization, declared);
        var reading = declared.ToDictionary(key => key.Value, key => KeyAsync(organization, key), StringComparer.Ordinal);
        var eventBridge = monitoring.EventBridgeAsync(declared, WatchAsync, (things, accountId, region) => access.OpenOwnAsync(organization, things, accountId, region));
        var logGroups = LogGroupsAsync();
        var lookups = uses?.CollectAsync(declared, async key => (await reading[key.Value]).Usage, (things, accountId, region) => access.OpenOwnAsync(organization, things, accountId, region));
        var policies = organizations.CollectAsync(organization, declared);
        var metrics = usageMetrics?.CollectAsync(declared, (things, accountId, region) => access.OpenOwnAsync(organization, things, accountId, region));
        var evidence = await Task.WhenAll(declared.Select(key => reading[key.Value]));
        var recorded = await recording;
        var used = lookups is null ? [] : await lookups;
        var groups = await logGroups;
        return new CloudEvidence(recorded with
        {
            Keys = read.Choose(evidence.Select(key => key.Place)),
            EventBridge = await eventBridge,
            LogGroups = groups,
            RecordKeys = await records.WithLogGroupsAsync(organization, declared, recorded.RecordKeys, groups),
            KeyUses = used,
            Organizations = await policies,
            UsageMetrics = metrics is null ? [] : await metrics,
        })
        {
            Readers = declared.IsEmpty ? [] : await access.ReadersAsync(organization, declared[0].Region),
        };

        async Task<ImmutableArray<LogGroupEvidence>> LogGroupsAsync() => await monitoring.LogGroupsAsync(
            (await recording).CloudTrail, eventBridge, Task.WhenAll(declared.Select(WatchAsync)), (things, accountId, region) => access.OpenAnyAsync(organization, things, accountId, region));

        async Task<WatchedKey> WatchAsync(KmsKeyArn key) => WatchedKey.Of(key, (await reading[key.Value]).Origin);
    }

    public void Dispose()
    {
        reader.Dispose();
        keySlots.Dispose();
    }

    private async Task<ReadKey> KeyAsync(Organization organization, KmsKeyArn key)
    {
        var session = await access.OpenAsync(organization, key.AccountId, key.Region);
        return await memo.GetAsync($"key {session.Identity} {key.Value}", () => progress.TrackAsync(async () =>
        {
            await keySlots.WaitAsync(cancellationToken);
            try
            {
                var evidence = await keys.CollectAsync(session, key, cancellationToken);
                return new ReadKey(read.Add(evidence), evidence.Metadata.Value?.Origin, KeyUsage.Of(evidence));
            }
            finally
            {
                keySlots.Release();
            }
        }));
    }

    /// <summary>A key that was read.</summary>
    /// <param name="Place">Its place in <see cref="read"/>.</param>
    /// <param name="Origin">What decides which of its events are watched.</param>
    /// <param name="Usage">What decides which of its events are looked up.</param>
    private sealed record ReadKey(int Place, string? Origin, KeyUsage Usage);
}
