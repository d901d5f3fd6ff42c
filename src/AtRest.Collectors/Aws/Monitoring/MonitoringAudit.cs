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

/// <summary>Opens a session to read what belongs to an account.</summary>
/// <param name="things">The resources, for messages.</param>
/// <param name="accountId">The account.</param>
/// <param name="region">A region of it.</param>
internal delegate Task<AccountSession> OpenAccount(string things, string accountId, string region);

/// <summary>Reads what reports changes of an organization's keys: the event buses in the accounts and regions of the keys, and the log groups of the trails.</summary>
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

    /// <summary>Reads the rules of the buses at once, and tests them when the keys are known.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="watch">Finds the relevant changes of a key, once its origin is known.</param>
    /// <param name="open">Opens a session in an account.</param>
    public async Task<ImmutableArray<EventBridgeEvidence>> EventBridgeAsync(ImmutableArray<KmsKeyArn> keys, Func<KmsKeyArn, Task<WatchedKey>> watch, OpenAccount open) =>
        [.. await Task.WhenAll(keys.GroupBy(key => (key.AccountId, key.Region)).OrderBy(place => place.Key)
            .Select(place => EventBridgeAsync(place.Key.AccountId, place.Key.Region, Task.WhenAll(place.Select(watch)), open)))];

    /// <summary>Reads the log groups at once, and their metric filters if EventBridge does not match every change of the keys.</summary>
    /// <param name="trails">The trails.</param>
    /// <param name="buses">The event buses, once their rules are tested.</param>
    /// <param name="keys">The keys, once their origins are known.</param>
    /// <param name="open">Opens a session in an account.</param>
    public async Task<ImmutableArray<LogGroupEvidence>> LogGroupsAsync(
        ImmutableArray<CloudTrailEvidence> trails, Task<ImmutableArray<EventBridgeEvidence>> buses, Task<WatchedKey[]> keys, OpenAccount open)
    {
        var unheard = UnheardAsync(buses, keys);
        var uses = trails
            .SelectMany(place => place.Trails.Value?.Items ?? [], (place, trail) => (trail.CloudWatchLogsLogGroupArn, Place: (place.AccountId, place.Region)))
            .Where(use => !string.IsNullOrEmpty(use.CloudWatchLogsLogGroupArn))
            .GroupBy(use => use.CloudWatchLogsLogGroupArn!, use => use.Place, StringComparer.Ordinal)
            .OrderBy(use => use.Key, StringComparer.Ordinal);
        return [.. await Task.WhenAll(uses.Select(use => LogGroupAsync(use.Key, UnheardByAsync([.. use]), open)))];

        async Task<ImmutableArray<WatchedKey>> UnheardByAsync(HashSet<(string AccountId, string Region)> places) =>
            [.. (await unheard).Where(key => places.Contains((key.Arn.AccountId, key.Arn.Region)))];
    }

    private static async Task<ImmutableArray<WatchedKey>> UnheardAsync(Task<ImmutableArray<EventBridgeEvidence>> buses, Task<WatchedKey[]> keys)
    {
        var (tested, watched) = (await buses, await keys);
        var heard = tested.SelectMany(bus => KeyChangeListeners.HeardEntirely(bus, watched)).Select(key => key.Arn.Value).ToHashSet(StringComparer.Ordinal);
        return [.. watched.Where(key => !heard.Contains(key.Arn.Value))];
    }

    private async Task<EventBridgeEvidence> EventBridgeAsync(string accountId, string region, Task<WatchedKey[]> keys, OpenAccount open)
    {
        var session = await open("event rules", accountId, region);
        return await progress.TrackAsync(() => eventBridge.CollectAsync(session, accountId, region, keys, cancellationToken));
    }

    private async Task<LogGroupEvidence> LogGroupAsync(string arn, Task<ImmutableArray<WatchedKey>> keys, OpenAccount open)
    {
        if (!LogGroupName.TryParse(arn, out var group))
        {
            return logGroups.Unnamed(arn);
        }

        var session = await open("log groups", group.AccountId, group.Region);
        return await progress.TrackAsync(() => logGroups.CollectAsync(session, group, keys, cancellationToken));
    }
}
