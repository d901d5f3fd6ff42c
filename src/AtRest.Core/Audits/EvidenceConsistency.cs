namespace AtRest.Core.Audits;

/// <summary>Finds contradictions that no collector would save but a person could write: two answers to one question.</summary>
internal static class EvidenceConsistency
{
    /// <summary>Null if there is none.</summary>
    public static string? Explain(AuditEvidence evidence) =>
        (evidence.Organization.Clusters.FirstOrDefault(cluster => cluster.Provider is null) is { } cluster ? $"The cluster '{cluster.Id}' in organization.clusters has no provider." : null)
        ?? evidence.Clouds.Slices.SelectMany(slice => slice.Identities()).Select(list => Repeated($"clouds.{list.List}", list.Identities)).FirstOrDefault(problem => problem is not null)
        ?? Repeated("clouds.readers", evidence.Clouds.Readers.Select(reader => $"{reader.Cloud} {reader.Account} {reader.Identity} {reader.Source}"))
        ?? Repeated("sharedKeys", evidence.SharedKeys.Select(key => key.KeyArn))
        ?? Repeated("organization.clusters", evidence.Organization.Clusters.Select(cluster => cluster.Id))
        ?? Repeated("notEvaluated", evidence.NotEvaluated.Select(cluster => cluster.ClusterId))
        ?? Repeated("previous.clusters", evidence.Previous?.Clusters.Select(cluster => cluster.Id) ?? [])
        ?? Repeated("previous.keyPolicies", evidence.Previous?.KeyPolicies.Select(policy => policy.KeyArn) ?? []);

    private static string? Repeated(string list, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return names.FirstOrDefault(name => !seen.Add(name)) is { } twice ? $"'{twice}' appears more than once in {list}." : null;
    }
}
