using System.Collections.Immutable;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Core.Audits;

/// <summary>The list of all calls that were made and whose answers a report rests on, each call once.</summary>
internal static class EvidenceLedger
{
    public static ImmutableArray<EvidenceEntry> Of(CloudEvidence clouds) =>
        [.. All(clouds)
            .Where(entry => entry.WasMade)
            .DistinctBy(entry => entry.Id)
            .OrderBy(entry => entry.Source, StringComparer.Ordinal)
            .ThenBy(entry => entry.Resource, StringComparer.Ordinal)];

    /// <summary>Everything that was wanted, what was not asked for included.</summary>
    public static IEnumerable<EvidenceEntry> All(CloudEvidence clouds) =>
        Keys(clouds).Concat(CloudTrail(clouds)).Concat(EventDataStores(clouds)).Concat(Buckets(clouds)).Concat(LogGroups(clouds)).Concat(EventBridge(clouds)).Concat(CryptoKeys(clouds)).Concat(Camunda(clouds.Camunda))
            .OfType<EvidenceEntry>();

    private static IEnumerable<EvidenceEntry?> Keys(CloudEvidence clouds) => clouds.Keys.SelectMany(key => new[]
    {
        Entry(key.Metadata), Entry(key.Policy), Entry(key.RotationStatus), Entry(key.Rotations), Entry(key.Grants), Entry(key.LastUsage),
    });

    private static IEnumerable<EvidenceEntry?> CloudTrail(CloudEvidence clouds) => clouds.CloudTrail.SelectMany(entry =>
        entry.Details.SelectMany(trail => new[] { Entry(trail.Status), trail.Delivery is null ? null : Entry(trail.Delivery), Entry(trail.Selectors) })
            .Concat(entry.EventDataStoreDetails.Select(Entry))
            .Prepend(Entry(entry.EventDataStores))
            .Prepend(Entry(entry.Trails)));

    private static IEnumerable<EvidenceEntry?> EventDataStores(CloudEvidence clouds) =>
        clouds.EventDataStores.SelectMany(entry => entry.Details.Select(Entry).Prepend(Entry(entry.List)));

    private static IEnumerable<EvidenceEntry?> Buckets(CloudEvidence clouds) => clouds.LogBuckets.SelectMany(bucket => new[]
    {
        Entry(bucket.Lifecycle), Entry(bucket.Versioning), Entry(bucket.ObjectLock), Entry(bucket.PublicAccessBlock),
        bucket.PolicyStatus is null ? null : Entry(bucket.PolicyStatus), bucket.AccountPublicAccessBlock is null ? null : Entry(bucket.AccountPublicAccessBlock),
    });

    private static IEnumerable<EvidenceEntry?> LogGroups(CloudEvidence clouds) => clouds.LogGroups.SelectMany(group =>
        group.Matches.Select(Entry)
            .Concat(group.Alarms.Select(Entry))
            .Prepend(Entry(group.Filters))
            .Prepend(Entry(group.Group)));

    private static IEnumerable<EvidenceEntry?> EventBridge(CloudEvidence clouds) => clouds.EventBridge.SelectMany(entry =>
        entry.Targets.Select(Entry)
            .Concat(entry.Matches.Select(Entry))
            .Prepend(Entry(entry.Rules)));

    private static IEnumerable<EvidenceEntry?> CryptoKeys(CloudEvidence clouds) => clouds.CryptoKeys.SelectMany(key => new[]
    {
        Entry(key.Key), Entry(key.Versions), Entry(key.Policy), Entry(key.KeyRingPolicy),
    });

    private static IEnumerable<EvidenceEntry?> Camunda(CamundaEvidence? camunda) => camunda is null ? [] : [Entry(camunda.Clusters), Entry(camunda.Regions)];

    private static EvidenceEntry? Entry<T>(Collected<T> collected)
        where T : class
    {
        collected.TryGet(out _, out var absence);
        var reference = collected.Reference;
        return new EvidenceEntry
        {
            Id = reference.Id,
            Source = reference.Source,
            Resource = reference.Resource,
            CollectedAt = absence?.Call?.At ?? collected.CollectedAt,
            Sha256 = collected.Sha256,
            Outcome = (absence?.Call?.Kind ?? absence?.Kind) switch
            {
                null => EvidenceOutcome.Read,
                AbsenceKind.Denied => EvidenceOutcome.Denied,
                AbsenceKind.NotFound => EvidenceOutcome.NotFound,
                AbsenceKind.Failed or AbsenceKind.Unsupported or AbsenceKind.NotCollected or AbsenceKind.NotAttempted => EvidenceOutcome.Failed,
                _ => throw new ArgumentOutOfRangeException(nameof(collected), absence?.Kind, null),
            },
            Detail = absence?.Cause,
            Absence = absence,
        };
    }
}
