using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Everything that could record the use of the keys of one account and region.</summary>
internal sealed record RecorderSet
{
    /// <summary>The trails that <c>DescribeTrails</c> listed, including those that do not cover the region.</summary>
    public required ImmutableArray<Trail> Trails { get; init; }

    /// <summary>The trails and event data stores that cover the region, by ARN.</summary>
    public required ImmutableArray<EventRecorder> Covering { get; init; }

    /// <summary>Why there may be trails or event data stores that could not be read.</summary>
    public required ImmutableArray<string> Unseen { get; init; }

    /// <summary>Where AtRest looked for event data stores, or why it did not, as the end of a message that there is none.</summary>
    public required string StoresRemark { get; init; }

    public required ImmutableArray<EvidenceReference> Evidence { get; init; }

    /// <summary>Whether some recorders may together record all events of AWS KMS.</summary>
    public bool MayBeComplete => !Unseen.IsEmpty
        || (Covering.Any(recorder => recorder.RecordsReads != Ternary.No) && Covering.Any(recorder => recorder.RecordsWrites != Ternary.No));

    /// <summary>All causes why there may be a better recorder than the given ones.</summary>
    public ImmutableArray<string> DoubtsBeyond(ImmutableArray<EventRecorder> known) =>
        [.. Unseen, .. Covering.Except(known).Where(recorder => recorder.RecordsAll == Ternary.Unknown).SelectMany(recorder => recorder.Causes)];

    /// <summary>What records the use of the keys of an account and region.</summary>
    /// <param name="evidence">The evidence of CloudTrail in the key's region.</param>
    /// <param name="stores">The event data stores that were found, of any account and region.</param>
    public static RecorderSet Of(CloudTrailEvidence evidence, IEnumerable<EventDataStoreEvidence> stores)
    {
        var found = StoreFinder.Of(evidence, stores);
        ImmutableArray<string> unlisted = evidence.Trails.TryGet(out var trails, out var absence)
            ? []
            : [$"The trails of account {evidence.AccountId} in {evidence.Region} could not be listed. {absence.Cause}"];
        ImmutableArray<Trail> items = trails?.Items ?? [];
        IEnumerable<EventRecorder> recorders =
        [
            .. items.Where(trail => Covers(trail, evidence.Region)).Select(trail => TrailRecorder.Of(trail, evidence.Details.FirstOrDefault(details => details.TrailArn == trail.Arn), evidence.Region)),
            .. found.Recorders,
        ];
        ImmutableArray<EventRecorder> covering = [.. recorders.OrderBy(recorder => recorder.Arn, StringComparer.Ordinal)];
        return new RecorderSet
        {
            Trails = items,
            Covering = covering,
            Unseen = [.. unlisted, .. found.Unseen],
            StoresRemark = found.Remark,
            Evidence = [evidence.Trails.Reference, evidence.EventDataStores.Reference, .. covering.SelectMany(recorder => recorder.Evidence)],
        };
    }

    private static bool Covers(Trail trail, string region) => trail.IsMultiRegion || trail.HomeRegion == region;
}
