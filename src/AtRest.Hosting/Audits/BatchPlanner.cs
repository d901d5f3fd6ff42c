using System.Collections.Immutable;
using System.Globalization;
using AtRest.Core.Google.Inventory;
using AtRest.Core.Inventory;

namespace AtRest.Hosting.Audits;

/// <summary>Groups clusters that share an account and region, so that shared evidence is read once.</summary>
internal static class BatchPlanner
{
    /// <summary>Larger groups are split, so that no message takes long.</summary>
    public const int MostClusters = 100;

    private const string Provider = "provider";

    /// <summary>The batches of an organization's clusters; the same clusters always give the same batches.</summary>
    public static ImmutableArray<AuditBatch> Plan(Organization organization)
    {
        var batches = Groups(organization.Clusters)
            .SelectMany(group => group.OrderBy(id => id, StringComparer.Ordinal).Chunk(MostClusters))
            .OrderBy(group => group[0], StringComparer.Ordinal)
            .Select((group, index) => new AuditBatch { Id = string.Create(CultureInfo.InvariantCulture, $"b{index + 1:D4}"), Clusters = [.. group] });
        return organization.Camunda is null ? [.. batches] : [.. batches, new AuditBatch { Id = "organization", AsksCamunda = true }];
    }

    /// <summary>One batch with everything.</summary>
    public static ImmutableArray<AuditBatch> Inline(Organization organization) =>
        [new AuditBatch { Id = "inline", Clusters = [.. organization.Clusters.Select(cluster => cluster.Id)], AsksCamunda = organization.Camunda is not null }];

    /// <summary>Clusters are connected by the places of their keys.</summary>
    private static IEnumerable<List<string>> Groups(ImmutableArray<Cluster> clusters)
    {
        var groups = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var cluster in clusters)
        {
            var joined = new List<string> { cluster.Id };
            var places = PlacesOf(cluster).ToList();
            foreach (var other in places.Select(place => groups.GetValueOrDefault(place)).OfType<List<string>>().Distinct().ToList())
            {
                joined.AddRange(other);
                places.AddRange(groups.Where(entry => ReferenceEquals(entry.Value, other)).Select(entry => entry.Key));
            }

            foreach (var place in places)
            {
                groups[place] = joined;
            }
        }

        return groups.Values.Distinct();
    }

    private static IEnumerable<string> PlacesOf(Cluster cluster) => cluster.Encryption switch
    {
        DeclaredEncryption.External external => new[] { external.PrimaryKeyArn, external.SecondaryKeyArn }.Where(key => key is not null).Select(key => $"aws {key!.AccountId} {key.Region}"),
        var other => [CryptoKeyName.Of(other) is { } key ? $"google {CryptoKeyName.LocationOf(key)}" : Provider],
    };
}
