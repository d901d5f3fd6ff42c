using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Aws.Timeline;
using AtRest.Core.Google.Inventory;
using AtRest.Core.Google.Timeline;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Clouds;

/// <summary>The list of clouds: the events in the history of their keys.</summary>
internal static class TimelineList
{
    /// <summary>The number of events of a cluster in a report. The server keeps more of them over many reports.</summary>
    private const int MostEvents = 20;

    /// <summary>The newest events of the keys that a cluster declares, the oldest first.</summary>
    public static ImmutableArray<TimelineEvent> Of(EvidenceIndex index, Cluster cluster) => ClusterTimeline.Continue([], [.. OfKeys(index, cluster.Encryption)], MostEvents);

    private static IEnumerable<TimelineEvent> OfKeys(EvidenceIndex index, DeclaredEncryption encryption) => encryption switch
    {
        DeclaredEncryption.External external =>
            new[] { external.PrimaryKeyArn, external.SecondaryKeyArn }.OfType<KmsKeyArn>().DistinctBy(key => key.Value).SelectMany(key => KeyTimeline.Of(index, key)),
        { } when CryptoKeyName.Of(encryption) is { } name => CryptoKeyTimeline.Of(index, name),
        _ => [],
    };
}
