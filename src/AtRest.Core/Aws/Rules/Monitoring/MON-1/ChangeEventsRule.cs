using System.Collections.Immutable;
using AtRest.Core.Aws.Monitoring;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.Monitoring;

/// <summary>MON-1: an EventBridge rule matches changes to the key. Tested with sample events, not by reading patterns.</summary>
internal sealed class ChangeEventsRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "MON-1",
        Title = "EventBridge sends an alert when the KMS key changes",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
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
            return Outcome.Fail($"EventBridge sends no alert when the {key.Designation} changes. It receives only API calls that a trail records, and no trail records changes to keys in {key.Arn.Region}. {trails.Gap}") with
            {
                Consequence = Consequence,
                Remedy = trails.Repair is { } repair
                    ? $"EventBridge needs a trail. {repair.Advice} Then create the alert. {MonitoringRemedy.RuleInWords}"
                    : $"First follow the remedy of {trails.RepairRule}. Then create the alert. {MonitoringRemedy.RuleInWords}",
                RemedyCode = trails.Repair is { Code: var code } ? $"{code}\n{rule}" : rule,
            };
        }

        if (listeners.Unmatched.IsEmpty)
        {
            return trails.Exist == Ternary.Yes
                ? OriginUnread(key) ?? Outcome.Pass($"EventBridge reports changes to the {key.Designation} in {key.Arn.Region}: {Facts(key, listeners)}, and {Listing.Of([.. trails.Sure.Select(trail => trail.Name)])} {(trails.Sure.Length == 1 ? "records" : "record")} the events. {NotExamined}")
                : Outcome.Unknown($"EventBridge rules match changes to the {key.Designation} ({Facts(key, listeners)}). EventBridge receives a change only if a trail records it, and this could not be determined. {string.Join(' ', trails.Doubts)}") with
                {
                    Remedy = "Give the audit role permission to read CloudTrail (cloudtrail:DescribeTrails, GetTrailStatus, GetEventSelectors). For an organization trail, declare the account that owns the trail under aws in the inventory.",
                };
        }

        return listeners.Doubts.IsEmpty
            ? NoAlert(key, listeners)
            : Outcome.Unknown($"Whether EventBridge reports all changes to the {key.Designation} could not be determined. Not covered by what was read: {InWords(listeners.Unmatched)}. {string.Join(' ', listeners.Doubts)}") with
            {
                Remedy = "Give the audit role permission to read and test the rules (events:ListRules, events:ListTargetsByRule, events:TestEventPattern), then audit again.",
            };
    }

    private static Outcome NoAlert(ClusterKey key, BusListeners listeners)
    {
        var others = listeners.Listening.IsEmpty ? "" : $" Covered: {Facts(key, listeners)}.";
        var idle = listeners.Idle.IsEmpty ? "" : $" {string.Join(' ', listeners.Idle)}";
        return Outcome.Fail($"EventBridge sends no alert for these changes to the {key.Designation}: {InWords(listeners.Unmatched)}. No enabled rule with a target on the default event bus of account {key.Arn.AccountId} in {key.Arn.Region} matches them.{others}{idle}") with
        {
            Consequence = Consequence,
            Remedy = MonitoringRemedy.RuleInWords,
            RemedyCode = MonitoringRemedy.RuleCommands(Watched(key)),
        };
    }

    private const string Consequence = "A changed policy, a disabled key or a scheduled deletion can stop the cluster before anyone is notified. A scheduled deletion can be cancelled only while it is pending.";

    private const string NotExamined = "Not checked: whether the targets work, whether EventBridge can use them, and how they process the events.";

    private static string Facts(ClusterKey key, BusListeners listeners) => Listing.Of([.. listeners.Listening.Select(listener => Watched(key).Changes.All(listener.Calls.Contains)
        ? $"rule '{listener.Rule.Name}' matches all {Number(Watched(key).Changes.Length)}"
        : $"rule '{listener.Rule.Name}' matches {Listing.Of(listener.Calls)}")]);

    /// <summary>The relevant changes depend on the key's origin: imported material can expire, and a custom key store can be disconnected.</summary>
    internal static WatchedKey Watched(ClusterKey key) => WatchedKey.Of(key.Arn, key.Evidence.Metadata.Value?.Origin);

    /// <summary>Unknown if the origin is not known, because more changes may be relevant than the matched ones.</summary>
    internal static Outcome? OriginUnread(ClusterKey key) => key.Evidence.Metadata.Value?.Origin is not null ? null
        : key.Evidence.Metadata.Value is null ? key.Evidence.Metadata.Unread($"The changes that are relevant for every key are covered. Whether more are relevant because of the origin of the {key.Designation}")
        : Outcome.Unknown($"The changes that are relevant for every key are covered. Whether more are relevant could not be determined, because AWS KMS did not return the origin of the {key.Designation}.");

    private static string Number(int count) => count switch { 6 => "six", 7 => "seven", 8 => "eight", _ => $"{count}" };

    internal static string InWords(ImmutableArray<string> calls) => Listing.Of([.. calls.Select(KeyChanges.InWords)]);
}
