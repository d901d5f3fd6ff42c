using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// Which event data stores record in a key's account and region: those at home there, the account's multi-Region ones wherever they are at home, and the
/// organization's, which its management account holds (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake-organizations.html).
/// </summary>
internal sealed record StoreFinder
{
    public required ImmutableArray<StoreRecorder> Recorders { get; init; }

    /// <summary>Why there may be one that nobody could see.</summary>
    public required ImmutableArray<string> Unseen { get; init; }

    /// <summary>Where they were looked for, as the end of a message that there is none.</summary>
    public required string Remark { get; init; }

    private const int MostRegionsNamed = 4;

    /// <param name="evidence">What CloudTrail says in the key's region.</param>
    /// <param name="listings">The event data stores that were found, of any account and region.</param>
    public static StoreFinder Of(CloudTrailEvidence evidence, IEnumerable<EventDataStoreEvidence> listings)
    {
        var managers = Managers(evidence);
        var elsewhere = listings.Where(listing => (listing.AccountId == evidence.AccountId && listing.Region != evidence.Region) || managers.Contains(listing.AccountId));
        ImmutableArray<EventDataStoreEvidence> looked = [EventDataStoreEvidence.Of(evidence), .. elsewhere];
        var unseen = ImmutableArray.CreateBuilder<string>();
        foreach (var listing in looked)
        {
            // A region whose endpoint does not know event data stores has none, nor has an account that cannot use them.
            if (!listing.List.TryGet(out _, out var absence) && absence.Kind != AbsenceKind.Unsupported && !IsClosed(absence))
            {
                unseen.Add(listing.Region == evidence.Region && listing.AccountId == evidence.AccountId
                    ? $"Whether an event data store records there could not be seen. {absence.Cause}"
                    : $"Whether an event data store of account {listing.AccountId} at home in {listing.Region} records there, too, could not be seen. {absence.Cause}");
            }

            unseen.AddRange(listing.Details.Where(details => details.Value is null)
                .Select(details => $"Event data store {details.Resource} could not be read. {(details.Absence ?? Absence.NotCollected).Cause}"));
        }

        return new StoreFinder
        {
            Recorders = [.. looked.SelectMany(listing => Recording(listing, evidence)).DistinctBy(recorder => recorder.Arn, StringComparer.Ordinal)],
            Unseen = [.. unseen.Distinct(StringComparer.Ordinal)],
            Remark = RemarkOn(evidence, looked),
        };
    }

    /// <summary>The management accounts of the organizations whose trails are seen.</summary>
    internal static ImmutableArray<string> Managers(CloudTrailEvidence evidence) =>
        [.. (evidence.Trails.Value?.Items ?? [])
            .Where(trail => trail.IsOrganizationTrail)
            .Select(trail => Arn.TryParse(trail.Arn, out var arn) ? arn.AccountId : "")
            .Where(account => Arn.IsAccountId(account) && account != evidence.AccountId)
            .Distinct(StringComparer.Ordinal)];

    private static IEnumerable<StoreRecorder> Recording(EventDataStoreEvidence listing, CloudTrailEvidence evidence) =>
        from details in listing.Details
        let store = details.Value
        where store is not null
            && (store.MultiRegionEnabled || (Arn.TryParse(store.Arn, out var arn) && arn.Region == evidence.Region))
            && (listing.AccountId == evidence.AccountId || store.OrganizationEnabled)
        select StoreRecorder.Of(details, store);

    /// <summary>
    /// CloudTrail Lake is closed to accounts that never used it (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake-service-availability-change.html) and refuses them as a
    /// whole. IAM's refusals say that somebody "is not authorized to perform" the call: then a permission is missing, and there may be a store.
    /// </summary>
    private static bool IsClosed(Absence absence) =>
        absence is { Kind: AbsenceKind.Denied, ErrorCode: "AccessDeniedException" } && !absence.Cause.Contains("is not authorized to perform", StringComparison.OrdinalIgnoreCase);

    private static string RemarkOn(CloudTrailEvidence evidence, ImmutableArray<EventDataStoreEvidence> looked)
    {
        if (evidence.EventDataStores.Absence?.Kind == AbsenceKind.Unsupported)
        {
            return " Event data stores are not offered there, so there are none.";
        }

        if (evidence.EventDataStores.Absence is { } refused && IsClosed(refused))
        {
            return $" Event data stores are counted as none: CloudTrail Lake refused to list those of account {evidence.AccountId} in {evidence.Region} ({refused.ErrorCode}) and named no missing permission, as it does where an account cannot use it. So the trails decide.";
        }

        var regions = looked.Where(listing => listing.AccountId == evidence.AccountId && listing.List.Value is not null)
            .Select(listing => listing.Region).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return regions.Count == 0 ? ""
            : $" Event data stores were looked for in {(regions.Count <= MostRegionsNamed ? Listing.Of(regions) : $"{regions.Count} regions")}: each is listed in its home region only, and no other region was asked."
                + (Managers(evidence).IsEmpty ? " One that is an organization's is not seen from a member account, unless a trail shows which account manages the organization." : "");
    }
}
