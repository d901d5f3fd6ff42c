using System.Collections.Immutable;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.Monitoring;

/// <summary>
/// The trails that record changes of a key. EventBridge receives only API calls that a trail records, and a log group receives only events of its trail. Event
/// data stores forward no events (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html).
/// </summary>
internal sealed record WriteEventTrails
{
    public required ImmutableArray<TrailRecorder> Sure { get; init; }

    /// <summary>The trails that may record changes.</summary>
    public required ImmutableArray<TrailRecorder> Possible { get; init; }

    /// <summary>Why there may be more than <see cref="Sure"/>.</summary>
    public required ImmutableArray<string> Doubts { get; init; }

    /// <summary>Why no trail records changes, as sentences; empty if one does or may.</summary>
    public required string Gap { get; init; }

    /// <summary>How to make a trail record the changes, if none does; null if a finding of the rule <see cref="RepairRule"/> contains the remedy.</summary>
    public required TrailRemedy? Repair { get; init; }

    /// <summary>The rule that fails because of the trails and has the remedy; null if there is none. If an event data store is the record, both TRAIL-1 and TRAIL-2 pass.</summary>
    public required string? RepairRule { get; init; }

    public required ImmutableArray<EvidenceReference> Evidence { get; init; }

    public Ternary Exist => !Sure.IsEmpty ? Ternary.Yes : Doubts.IsEmpty ? Ternary.No : Ternary.Unknown;

    public static WriteEventTrails Of(RuleContext context, ClusterKey key) => context.Once(key.Arn.Value, () => Find(context, key));

    private static WriteEventTrails Find(RuleContext context, ClusterKey key)
    {
        var recorders = KeyRecorders.OfTrails(context, key);
        var trails = recorders.Covering.OfType<TrailRecorder>().ToImmutableArray();
        var sure = trails.Where(trail => trail.RecordsWrites == Ternary.Yes).ToImmutableArray();
        var possible = trails.Where(trail => trail.RecordsWrites == Ternary.Unknown).ToImmutableArray();
        var doubts = possible.SelectMany(trail => trail.Causes);
        if (!key.CloudTrail.Trails.TryGet(out _, out var absence))
        {
            doubts = doubts.Prepend($"The trails of account {key.Arn.AccountId} in {key.Arn.Region} could not be listed. {absence.Cause}");
        }

        var none = sure.IsEmpty && possible.IsEmpty;
        var all = KeyRecorders.Of(context, key);
        var rule = none ? RepairRuleOf(key, all) : null;
        return new WriteEventTrails
        {
            Sure = sure,
            Possible = possible,
            Doubts = [.. doubts],
            Gap = none ? GapOf(key, trails, rule) + StoresOf(all) : "",
            RepairRule = rule,
            Repair = none && rule is null ? TrailRemedy.Of(key.Arn, all) : null,
            Evidence = [key.CloudTrail.Trails.Reference, .. trails.SelectMany(trail => trail.Evidence)],
        };
    }

    /// <summary>An event data store can meet TRAIL-1 and TRAIL-2, whose remedies can then be about the store.</summary>
    private static string? RepairRuleOf(ClusterKey key, RecorderSet recorders) =>
        !recorders.Unseen.IsEmpty || recorders.Covering.Any(recorder => recorder is StoreRecorder) ? null
        : TrailCoverageRule.Judge(key, recorders).Status == FindingStatus.Fail ? "TRAIL-1"
        : "TRAIL-2";

    private static string GapOf(ClusterKey key, ImmutableArray<TrailRecorder> trails, string? rule) => trails.IsEmpty
        ? $"No trail covers {key.Arn.Region}{See("TRAIL-1", rule)}."
        : string.Join(' ', trails.Select(trail => trail.IsLogging == Ternary.No
            ? $"The {trail.Name} is not logging{See("TRAIL-1", rule)}."
            : $"The {trail.Name} {trail.Coverage.Gap}{See("TRAIL-2", rule)}."));

    private static string See(string rule, string? repair) => rule == repair ? $" (see {rule})" : "";

    private static string StoresOf(RecorderSet recorders) => recorders.Covering.OfType<StoreRecorder>().Where(store => store.IsLogging == Ternary.Yes).Select(store => store.Name).ToList() is { Count: > 0 } stores
        ? $" The {Listing.Of(stores)} {(stores.Count == 1 ? "records" : "record")} there, but an event data store forwards no events to EventBridge or CloudWatch Logs."
        : "";
}
