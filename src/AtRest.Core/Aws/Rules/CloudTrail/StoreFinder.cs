using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// The event data stores that record in a key's account and region: those of that region, the account's multi-Region ones with any home region, and the
/// organization's, which belong to its management account (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake-organizations.html).
/// </summary>
internal sealed record StoreFinder
{
    public required ImmutableArray<StoreRecorder> Recorders { get; init; }

    /// <summary>Why there may be one that could not be read.</summary>
    public required ImmutableArray<string> Unseen { get; init; }

    /// <summary>Where AtRest looked for them, as the end of a message that there is none.</summary>
    public required string Remark { get; init; }

    private const int MostRegionsNamed = 4;

    /// <param name="evidence">The evidence of CloudTrail in the key's region.</param>
    /// <param name="listings">The event data stores that were found, of any account and region.</param>
    public static StoreFinder Of(CloudTrailEvidence evidence, IEnumerable<EventDataStoreEvidence> listings)
    {
        var managers = Managers(evidence);
        var elsewhere = listings.Where(listing => (listing.AccountId == evidence.AccountId && listing.Region != evidence.Region) || managers.Contains(listing.AccountId));
        ImmutableArray<EventDataStoreEvidence> looked = [EventDataStoreEvidence.Of(evidence), .. elsewhere];
        var unseen = ImmutableArray.CreateBuilder<string>();
        foreach (var listing in looked)
        {
            // A region whose endpoint does not support event data stores has none, and neither has an account that cannot use them.
            if (!listing.List.TryGet(out _, out var absence) && absence.Kind != AbsenceKind.Unsupported && !IsClosed(absence))
            {
                unseen.Add(listing.Region == evidence.Region && listing.AccountId == evidence.AccountId
                    ? $"Whether an event data store records there could not be determined. {absence.Cause}"
                    : $"Whether an event data store of account {listing.AccountId} with the home region {listing.Region} also records there could not be determined. {absence.Cause}");
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

    /// <summary>The management accounts of the organizations whose trails are visible.</summary>
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
    /// CloudTrail Lake is not available to accounts that never used it (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake-service-availability-change.html) and rejects their calls as a
    /// whole. If IAM rejects a call, the message contains "is not authorized to perform". Then a permission is missing, and there may be an event data store.
    /// </summary>
    private static bool IsClosed(Absence absence) =>
        absence is { Kind: AbsenceKind.Denied, ErrorCode: "AccessDeniedException" } && !absence.Cause.Contains("is not authorized to perform", StringComparison.OrdinalIgnoreCase);

    private static string RemarkOn(CloudTrailEvidence evidence, ImmutableArray<EventDataStoreEvidence> looked)
    {
        if (evidence.EventDataStores.Absence?.Kind == AbsenceKind.Unsupported)
        {
            return " Event data stores are not available there, so there are none.";
        }

        if (evidence.EventDataStores.Absence is { } refused && IsClosed(refused))
        {
            return $" AtRest assumes that there are no event data stores: CloudTrail Lake rejected the call to list those of account {evidence.AccountId} in {evidence.Region} ({refused.ErrorCode}) without naming a missing permission. It does this for accounts that cannot use CloudTrail Lake.";
        }

        var regions = looked.Where(listing => listing.AccountId == evidence.AccountId && listing.List.Value is not null)
            .Select(listing => listing.Region).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return regions.Count == 0 ? ""
            : $" AtRest looked for event data stores in {(regions.Count <= MostRegionsNamed ? Listing.Of(regions) : $"{regions.Count} regions")}. AWS lists each one only in its home region, and AtRest read no other region."
                + (Managers(evidence).IsEmpty ? " An organization event data store is not visible from a member account, unless a trail shows which account manages the organization." : "");
    }
}
