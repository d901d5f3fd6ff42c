using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Monitoring.Alarms;
using AtRest.Collectors.Aws.Monitoring.EventBridge;
using AtRest.Collectors.Aws.Monitoring.Logs;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Monitoring;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Collectors.Aws.Monitoring;

/// <summary>Enters an account to see what belongs to it.</summary>
/// <param name="things">What is wanted, for messages.</param>
/// <param name="accountId">The account.</param>
/// <param name="region">A region of it.</param>
internal delegate Task<AccountSession> EnterAccount(string things, string accountId, string region);

/// <summary>Who would hear of changes of an organization's keys: the event buses of the keys' accounts and regions, and the trails' log groups.</summary>
internal sealed class MonitoringAudit
{
    private readonly EventBridgeCollector eventBridge;
    private readonly LogGroupCollector logGroups;
    private readonly ProgressCounter progress;
    private readonly CancellationToken cancellationToken;

    public MonitoringAudit(ClientPool clients, EvidenceReader reader, Memo memo, TimeProvider clock, ProgressCounter progress, CancellationToken cancellationToken)
    {
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        eventBridge = new EventBridgeCollector(new EventBridgeReader(clients, reader, memo, clock));
        logGroups = new LogGroupCollector(new LogGroupReader(clients, reader), new MetricFilterTester(clients, reader, memo, clock), new AlarmReader(clients, reader));
    }

    /// <param name="keys">The keys.</param>
    /// <param name="watch">What matters for a key, once its origin is known.</param>
    /// <param name="enter">Enters an account.</param>
    public async Task<ImmutableArray<EventBridgeEvidence>> EventBridgeAsync(ImmutableArray<KmsKeyArn> keys, Func<KmsKeyArn, Task<WatchedKey>> watch, EnterAccount enter) =>
        [.. await Task.WhenAll(keys.GroupBy(key => (key.AccountId, key.Region)).OrderBy(place => place.Key)
            .Select(async place => await EventBridgeAsync(
                place.Key.AccountId, place.Key.Region, [.. await Task.WhenAll(place.Select(watch))], enter)))];

    public async Task<ImmutableArray<LogGroupEvidence>> LogGroupsAsync(
        ImmutableArray<CloudTrailEvidence> trails, ImmutableArray<EventBridgeEvidence> buses, ImmutableArray<WatchedKey> keys, EnterAccount enter)
    {
        var unheard = keys.Where(key => !buses.Any(bus => KeyChangeListeners.HearAll(bus, key))).ToList();
        var uses = trails
            .SelectMany(place => place.Trails.Value?.Items ?? [], (place, trail) => (trail.CloudWatchLogsLogGroupArn, Place: (place.AccountId, place.Region)))
            .Where(use => !string.IsNullOrEmpty(use.CloudWatchLogsLogGroupArn))
            .GroupBy(use => use.CloudWatchLogsLogGroupArn!, use => use.Place, StringComparer.Ordinal)
            .OrderBy(use => use.Key, StringComparer.Ordinal);
        return [.. await Task.WhenAll(uses.Select(use =>
            LogGroupAsync(use.Key, [.. unheard.Where(key => use.Contains((key.Arn.AccountId, key.Arn.Region)))], enter)))];
    }

    private async Task<EventBridgeEvidence> EventBridgeAsync(string accountId, string region, ImmutableArray<WatchedKey> keys, EnterAccount enter)
    {
        var session = await enter("event rules", accountId, region);
        return await progress.TrackAsync(() => eventBridge.CollectAsync(session, accountId, region, keys, cancellationToken));
    }

    private async Task<LogGroupEvidence> LogGroupAsync(string arn, ImmutableArray<WatchedKey> keys, EnterAccount enter)
    {
        if (!LogGroupName.TryParse(arn, out var group))
        {
            return logGroups.Unnamed(arn);
        }

        var session = await enter("log groups", group.AccountId, group.Region);
        return await progress.TrackAsync(() => logGroups.CollectAsync(session, group, keys, cancellationToken));
    }
}
