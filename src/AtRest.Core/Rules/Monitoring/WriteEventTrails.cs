using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Rules.CloudTrail;
using AtRest.KeyPolicies;

namespace AtRest.Core.Rules.Monitoring;

/// <summary>
/// The trails that record changes of a key. EventBridge gets API calls only of what a trail records, and a log group only what its trail does; event
/// data stores hand nothing on (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html).
/// </summary>
internal sealed record WriteEventTrails
{
    public required ImmutableArray<TrailRecorder> Sure { get; init; }

    /// <summary>Those of which it is not known.</summary>
    public required ImmutableArray<TrailRecorder> Possible { get; init; }

    /// <summary>Why there may be more than <see cref="Sure"/>.</summary>
    public required ImmutableArray<string> Doubts { get; init; }

    /// <summary>Why none does, as sentences; empty if one does or may.</summary>
    public required string Gap { get; init; }

    public required ImmutableArray<EvidenceReference> Evidence { get; init; }

    public Ternary Exist => !Sure.IsEmpty ? Ternary.Yes : Doubts.IsEmpty ? Ternary.No : Ternary.Unknown;

    public static WriteEventTrails Of(RuleContext context, ClusterKey key)
    {
        var recorders = RecorderSet.Of(key.CloudTrail, []);
        var trails = recorders.Covering.OfType<TrailRecorder>().ToImmutableArray();
        var sure = trails.Where(trail => trail.RecordsWrites == Ternary.Yes).ToImmutableArray();
        var possible = trails.Where(trail => trail.RecordsWrites == Ternary.Unknown).ToImmutableArray();
        var doubts = possible.SelectMany(trail => trail.Causes);
        if (!key.CloudTrail.Trails.TryGet(out _, out var absence))
        {
            doubts = doubts.Prepend($"The trails of account {key.Arn.AccountId} in {key.Arn.Region} could not be listed. {absence.Cause}");
        }

        return new WriteEventTrails
        {
            Sure = sure,
            Possible = possible,
            Doubts = [.. doubts],
            Gap = sure.IsEmpty && possible.IsEmpty ? GapOf(key, trails) : "",
            Evidence = [key.CloudTrail.Trails.Reference, .. trails.SelectMany(trail => trail.Evidence)],
        };
    }

    private static string GapOf(ClusterKey key, ImmutableArray<TrailRecorder> trails) => trails.IsEmpty
        ? $"No trail covers {key.Arn.Region} (see TRAIL-1)."
        : string.Join(' ', trails.Select(trail => trail.IsLogging == Ternary.No
            ? $"The {trail.Name} is not logging (see TRAIL-1)."
            : $"The {trail.Name} {trail.Coverage.Gap} (see TRAIL-2)."));
}
