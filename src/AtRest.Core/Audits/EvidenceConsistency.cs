namespace AtRest.Core.Audits;

/// <summary>What no collector would save but a hand could write: two answers to one question.</summary>
internal static class EvidenceConsistency
{
    /// <summary>Null if there is nothing to say.</summary>
    public static string? Explain(AuditEvidence evidence) =>
        (evidence.Organization.Clusters.FirstOrDefault(cluster => cluster.Provider is null) is { } cluster ? $"The cluster '{cluster.Id}' in organization.clusters has no provider." : null)
        ?? Repeated("clouds.keys", evidence.Clouds.Keys.Select(key => key.KeyArn))
        ?? Repeated("clouds.cloudTrail", evidence.Clouds.CloudTrail.Select(entry => $"{entry.AccountId}/{entry.Region}"))
        ?? Repeated("clouds.eventDataStores", evidence.Clouds.EventDataStores.Select(entry => $"{entry.AccountId}/{entry.Region}"))
        ?? Repeated("clouds.logBuckets", evidence.Clouds.LogBuckets.Select(bucket => bucket.Bucket))
        ?? Repeated("clouds.logGroups", evidence.Clouds.LogGroups.Select(group => group.LogGroupArn))
        ?? Repeated("clouds.eventBridge", evidence.Clouds.EventBridge.Select(entry => $"{entry.AccountId}/{entry.Region}"))
        ?? Repeated("clouds.cryptoKeys", evidence.Clouds.CryptoKeys.Select(key => key.Name))
        ?? Repeated("clouds.readers", evidence.Clouds.Readers.Select(reader => $"{reader.Cloud} {reader.Account} {reader.Identity} {reader.Source}"))
        ?? Repeated("sharedKeys", evidence.SharedKeys.Select(key => key.KeyArn))
        ?? Repeated("organization.clusters", evidence.Organization.Clusters.Select(cluster => cluster.Id))
        ?? Repeated("notEvaluated", evidence.NotEvaluated.Select(cluster => cluster.ClusterId))
        ?? Repeated("previous.clusters", evidence.Previous?.Clusters.Select(cluster => cluster.Id) ?? [])
        ?? Repeated("previous.keyPolicies", evidence.Previous?.KeyPolicies.Select(policy => policy.KeyArn) ?? []);

    private static string? Repeated(string list, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return names.FirstOrDefault(name => !seen.Add(name)) is { } twice ? $"'{twice}' is twice in {list}." : null;
    }
}
