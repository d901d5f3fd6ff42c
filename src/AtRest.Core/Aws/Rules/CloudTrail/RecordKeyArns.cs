using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>The keys that encrypt the record of key use.</summary>
public static class RecordKeyArns
{
    /// <summary>The keys that trails, event data stores and log groups of trails name by ARN, each once, sorted. AWS returns ARNs of keys; an alias does not say which key it means.</summary>
    public static ImmutableArray<KmsKeyArn> Of(IEnumerable<CloudTrailEvidence> trails, IEnumerable<EventDataStoreEvidence> stores, IEnumerable<LogGroupEvidence> groups)
    {
        var places = trails.ToList();
        return
        [
            .. places.SelectMany(place => place.Trails.Value?.Items ?? []).Select(trail => trail.KmsKeyId)
                .Concat(places.SelectMany(place => place.EventDataStoreDetails).Concat(stores.SelectMany(store => store.Details)).Select(store => store.Value?.KmsKeyId))
                .Concat(groups.Select(group => group.Group.Value?.KmsKeyId))
                .Select(text => KmsKeyArn.TryParse(text, out var arn) ? arn : null)
                .OfType<KmsKeyArn>()
                .DistinctBy(arn => arn.Value, StringComparer.Ordinal)
                .OrderBy(arn => arn.Value, StringComparer.Ordinal),
        ];
    }
}
