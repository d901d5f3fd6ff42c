using System.Collections.Immutable;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Auditing;

/// <summary>Narrows organizations to those, and the clusters, that were asked for.</summary>
internal static class Selection
{
    /// <exception cref="InvalidInputException">An id is unknown, or nothing is left to audit.</exception>
    public static ImmutableArray<Organization> Of(ImmutableArray<Organization> all, AuditSettings settings)
    {
        var errors = UnknownOrganizations(all, settings).ToList();
        var organizations = settings.Organizations.IsEmpty ? all : [.. all.Where(organization => settings.Organizations.Contains(organization.Id))];
        errors.AddRange(UnknownClusters(organizations, settings));
        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }

        if (!settings.Clusters.IsEmpty)
        {
            var chosen = settings.Clusters.ToHashSet(StringComparer.Ordinal);
            organizations = [.. organizations.Select(organization => AuditScope.Narrow(organization, chosen)).Where(organization => !organization.Clusters.IsEmpty)];
        }

        return organizations.Any(organization => !organization.Clusters.IsEmpty)
            ? organizations
            : throw new InvalidInputException("There is nothing to audit: no cluster is declared. Declare clusters in the inventory.");
    }

    private static IEnumerable<string> UnknownOrganizations(ImmutableArray<Organization> all, AuditSettings settings)
    {
        var known = all.Select(organization => organization.Id).ToHashSet();
        return settings.Organizations
            .Where(id => !known.Contains(id))
            .Select(id => $"--organization: there is no organization '{id}'.{Suggestions.DidYouMean(id, known)}");
    }

    private static IEnumerable<string> UnknownClusters(ImmutableArray<Organization> organizations, AuditSettings settings)
    {
        var known = organizations.SelectMany(organization => organization.Clusters).ToList();
        foreach (var id in settings.Clusters.Where(id => !known.Exists(cluster => cluster.Id == id)))
        {
            var named = known.Find(cluster => string.Equals(cluster.Name, id, StringComparison.OrdinalIgnoreCase));
            yield return named is null
                ? $"--cluster: there is no cluster '{id}'.{Suggestions.DidYouMean(id, known.Select(cluster => cluster.Id))}"
                : $"--cluster: '{id}' is the name of a cluster; its id is needed: {named.Id}.";
        }
    }
}
