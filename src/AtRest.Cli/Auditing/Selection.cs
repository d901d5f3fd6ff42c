using System.Collections.Immutable;
using AtRest.Cli.Presentation;
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
            organizations = [.. organizations.Select(organization => Narrow(organization, settings.Clusters)).Where(organization => !organization.Clusters.IsEmpty)];
        }

        return organizations.Any(organization => !organization.Clusters.IsEmpty)
            ? organizations
            : throw new InvalidInputException("There is nothing to audit: no cluster is declared. Declare clusters in the inventory.");
    }

    /// <summary>The ids of the clusters that a choice leaves out.</summary>
    public static ImmutableArray<string> LeftOut(Organization whole, Organization selected)
    {
        var chosen = selected.Clusters.Select(cluster => cluster.Id).ToHashSet();
        return [.. whole.Clusters.Select(cluster => cluster.Id).Where(id => !chosen.Contains(id)).Order(StringComparer.Ordinal)];
    }

    /// <summary>A waiver for a cluster that is left out would be reported as one without use.</summary>
    private static Organization Narrow(Organization organization, ImmutableArray<string> clusters) => organization with
    {
        Clusters = [.. organization.Clusters.Where(cluster => clusters.Contains(cluster.Id))],
        Waivers = [.. organization.Waivers.Where(waiver => clusters.Contains(waiver.Cluster))],
    };

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
