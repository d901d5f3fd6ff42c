using System.Collections.Immutable;
using AtRest.Core.Aws.Monitoring;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.Monitoring;

/// <summary>MON-1: a rule of EventBridge would tell somebody of a change of the key. Asked with sample events, not read off patterns.</summary>
internal sealed class ChangeEventsRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "MON-1",
        Title = "EventBridge tells somebody of changes of the key",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External,
    };

    protected override Outcome Evaluate(RuleContext context, ClusterKey key) => Judge(context, key);

    internal static Outcome Judge(RuleContext context, ClusterKey key)
    {
        var trails = WriteEventTrails.Of(context, key);
        var listeners = BusListeners.Of(context.Evidence, Watched(key));
        var outcome = Judge(key, trails, listeners);
        return outcome with { Evidence = [.. listeners.Evidence, .. trails.Evidence] };
    }

    private static Outcome Judge(ClusterKey key, WriteEventTrails trails, BusListeners listeners)
    {
        if (trails.Exist == Ternary.No)
        {
            var rule = MonitoringRemedy.RuleCommands(Watched(key));
            return Outcome.Fail($"EventBridge sends no alert when the {key.Designation} changes: it gets API calls only of what a trail records, and no trail records changes of keys in {key.Arn.Region}. {trails.Gap}") with
            {
                Consequence = Consequence,
                Remedy = trails.Repair is { } repair
                    ? $"EventBridge needs a trail. {repair.Advice} Then set up the alert. {MonitoringRemedy.RuleInWords}"
                    : $"Do first what {trails.RepairRule} says. Then set up the alert. {MonitoringRemedy.RuleInWords}",
                RemedyCode = trails.Repair is { Code: var code } ? $"{code}\n{rule}" : rule,
            };
        }

        if (listeners.Unheard.IsEmpty)
        {
            return trails.Exist == Ternary.Yes
                ? OriginUnread(key) ?? Outcome.Pass($"EventBridge hears of changes of the {key.Designation} in {key.Arn.Region}: {Facts(key, listeners)}, and {Listing.Of([.. trails.Sure.Select(trail => trail.Name)])} {(trails.Sure.Length == 1 ? "records" : "record")} the events. {NotExamined}")
                : Outcome.Unknown($"Rules of EventBridge match changes of the {key.Designation} ({Facts(key, listeners)}), but whether a trail records them, without which EventBridge gets none, could not be seen. {string.Join(' ', trails.Doubts)}") with
                {
                    Remedy = "Let the audit role read CloudTrail (cloudtrail:DescribeTrails, GetTrailStatus, GetEventSelectors). For an organization trail, declare the account that owns it under aws.",
                };
        }

        return listeners.Doubts.IsEmpty
            ? Silence(key, listeners)
            : Outcome.Unknown($"Whether anybody would hear of {InWords(listeners.Unheard)} of the {key.Designation} through EventBridge could not be seen. {string.Join(' ', listeners.Doubts)}") with
            {
                Remedy = "Let the audit role read and test the rules (events:ListRules, events:ListTargetsByRule, events:TestEventPattern), then audit again.",
            };
    }

    private static Outcome Silence(ClusterKey key, BusListeners listeners)
    {
        var others = listeners.Listening.IsEmpty ? "" : $" What is heard of: {Facts(key, listeners)}.";
        var idle = listeners.Idle.IsEmpty ? "" : $" {string.Join(' ', listeners.Idle)}";
        return Outcome.Fail($"Nobody would hear of {InWords(listeners.Unheard)} of the {key.Designation} through EventBridge: no enabled rule with a target on the default event bus of account {key.Arn.AccountId} in {key.Arn.Region} matches.{others}{idle}") with
        {
            Consequence = Consequence,
            Remedy = MonitoringRemedy.RuleInWords,
            RemedyCode = MonitoringRemedy.RuleCommands(Watched(key)),
        };
    }

    private const string Consequence = "A changed policy, a disabled key or a scheduled deletion stops the cluster, and the first to notice are its users. A scheduled deletion can be called off only while it is pending.";

    private const string NotExamined = "Not examined: whether the targets work and EventBridge may use them, and what becomes of the events there.";

    private static string Facts(ClusterKey key, BusListeners listeners) => Listing.Of([.. listeners.Listening.Select(listener => Watched(key).Changes.All(listener.Calls.Contains)
        ? $"rule '{listener.Rule.Name}' matches all {Number(Watched(key).Changes.Length)}"
        : $"rule '{listener.Rule.Name}' matches {Listing.Of(listener.Calls)}")]);

    /// <summary>What matters depends on the key's origin: material that was imported can expire, a custom key store can be disconnected.</summary>
    internal static WatchedKey Watched(ClusterKey key) => WatchedKey.Of(key.Arn, key.Evidence.Metadata.Value?.Origin);

    /// <summary>Unknown where the origin is not known: more may matter than what is matched.</summary>
    internal static Outcome? OriginUnread(ClusterKey key) => key.Evidence.Metadata.Value?.Origin is not null ? null
        : key.Evidence.Metadata.Value is null ? key.Evidence.Metadata.Unread($"What all keys have in common is watched; whether more matters, because of the origin of the {key.Designation},")
        : Outcome.Unknown($"What all keys have in common is watched; whether more matters is not known, because AWS KMS did not say where the material of the {key.Designation} comes from.");

    private static string Number(int count) => count switch { 6 => "six", 7 => "seven", 8 => "eight", _ => $"{count}" };

    internal static string InWords(ImmutableArray<string> calls) => Listing.Of([.. calls.Select(KeyChanges.InWords)]);
}
