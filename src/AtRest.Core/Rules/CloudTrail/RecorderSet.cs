using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Naming;
using AtRest.Core.Policies;

namespace AtRest.Core.Rules.CloudTrail;

/// <summary>Everything that could record the use of the keys of one account and region.</summary>
internal sealed record RecorderSet
{
    /// <summary>The trails that <c>DescribeTrails</c> listed, those that do not cover the region included.</summary>
    public required ImmutableArray<Trail> Trails { get; init; }

    /// <summary>The trails and event data stores that cover the region, by ARN.</summary>
    public required ImmutableArray<EventRecorder> Covering { get; init; }

    /// <summary>Why there may be trails or event data stores that nobody could see.</summary>
    public required ImmutableArray<string> Unseen { get; init; }

    /// <summary>A remark about event data stores that the endpoint does not offer; else empty.</summary>
    public required string StoresRemark { get; init; }

    public required ImmutableArray<EvidenceReference> Evidence { get; init; }

    /// <summary>All causes why there may be a better recorder than the given ones.</summary>
    public ImmutableArray<string> DoubtsBeyond(ImmutableArray<EventRecorder> known) =>
        [.. Unseen, .. Covering.Except(known).Where(recorder => recorder.RecordsAll == Ternary.Unknown).SelectMany(recorder => recorder.Causes)];

    /// <param name="evidence">What CloudTrail says in the key's region.</param>
    /// <param name="elsewhere">
    /// What it says in the account's other regions: a multi-Region event data store records here too, but is listed in its own region only
    /// (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListEventDataStores.html).
    /// </param>
    public static RecorderSet Of(CloudTrailEvidence evidence, IEnumerable<CloudTrailEvidence> elsewhere)
    {
        var unseen = ImmutableArray.CreateBuilder<string>();
        if (!evidence.Trails.TryGet(out var trails, out var trailsAbsence))
        {
            unseen.Add($"The trails of account {evidence.AccountId} in {evidence.Region} could not be listed. {trailsAbsence.Cause}");
        }

        var storesRemark = "";
        if (!evidence.EventDataStores.TryGet(out _, out var storesAbsence))
        {
            if (storesAbsence.Kind == AbsenceKind.Unsupported)
            {
                storesRemark = " Event data stores are not offered there, so there are none.";
            }
            else
            {
                unseen.Add($"Whether an event data store records there could not be seen. {storesAbsence.Cause}");
            }
        }

        var recorders = new List<EventRecorder>();
        foreach (var trail in (trails?.Items ?? []).Where(trail => Covers(trail, evidence.Region)))
        {
            recorders.Add(TrailRecorder.Of(trail, evidence.Details.FirstOrDefault(details => details.TrailArn == trail.Arn)));
        }

        var visitors = elsewhere.SelectMany(other => other.EventDataStoreDetails).Where(details => details.Value is { MultiRegionEnabled: true });
        foreach (var details in evidence.EventDataStoreDetails.Concat(visitors).DistinctBy(details => details.Resource, StringComparer.Ordinal))
        {
            if (!details.TryGet(out var store, out var absence))
            {
                unseen.Add($"Event data store {details.Resource} could not be read. {absence.Cause}");
            }
            else if (store.MultiRegionEnabled || (Arn.TryParse(store.Arn, out var arn) && arn.Region == evidence.Region))
            {
                recorders.Add(StoreRecorder.Of(details, store));
            }
        }

        return new RecorderSet
        {
            Trails = trails?.Items ?? [],
            Covering = [.. recorders.OrderBy(recorder => recorder.Arn, StringComparer.Ordinal)],
            Unseen = unseen.ToImmutable(),
            StoresRemark = storesRemark,
            Evidence = [evidence.Trails.Reference, evidence.EventDataStores.Reference, .. recorders.SelectMany(recorder => recorder.Evidence)],
        };
    }

    private static bool Covers(Trail trail, string region) => trail.IsMultiRegion || trail.HomeRegion == region;
}
