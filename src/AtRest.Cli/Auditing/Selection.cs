using System.Collections.Immutable;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Auditing;

/// <summary>Narrows organizations to those that the options name, and to the clusters that they name.</summary>
internal static class Selection
{
    private const int OrganizationsShown = 5;

    /// <exception cref="InvalidInputException">An organization or cluster is unknown, a name is not unique, or nothing is left to audit.</exception>
    public static ImmutableArray<Organization> Of(ImmutableArray<Organization> all, AuditSettings settings)
    {
        var errors = UnknownOrganizations(all, settings).ToList();
        var organizations = settings.Organizations.IsEmpty ? all : [.. all.Where(organization => settings.Organizations.Contains(organization.Id))];

        // If an organization is misspelt, its clusters are not unknown.
        var chosen = Clusters(errors.Count == 0 ? organizations : all, settings, errors);
        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }

        if (!settings.Clusters.IsEmpty)
        {
            organizations = [.. organizations.Select(organization => AuditScope.Narrow(organization, chosen)).Where(organization => !organization.Clusters.IsEmpty)];
        }

        return organizations.Any(organization => !organization.Clusters.IsEmpty)
            ? organizations
            : throw new InvalidInputException("There is nothing to audit: no cluster is declared. Declare clusters in the inventory.");
    }

    private static IEnumerable<string> UnknownOrganizations(ImmutableArray<Organization> all, AuditSettings settings)
    {
        return AuditScope.UnknownOrganizations(all, settings.Organizations)
            .Select(id => $"--organization: '{id}' is not an organization of the inventory.{Hint(id)} {Listed(all)}");

        // A name is often taken for the ID.
        string Hint(string text) => all.Where(organization => string.Equals(organization.Name, text, StringComparison.OrdinalIgnoreCase)).Select(organization => organization.Id).ToList() is [var only]
            ? $" Did you mean '{only}'?"
            : Suggestions.DidYouMean(text, all.Select(organization => organization.Id));
    }

    private static string Listed(ImmutableArray<Organization> all)
    {
        var shown = string.Join(", ", all.Take(OrganizationsShown).Select(organization => organization.Id));
        return all.IsEmpty ? "The inventory has none." : $"Organizations: {shown}{(all.Length > OrganizationsShown ? $" and {all.Length - OrganizationsShown} more" : "")}.";
    }

    /// <summary>The IDs of the clusters that the option names. Adds a sentence for each name that is not one cluster's.</summary>
    private static HashSet<string> Clusters(ImmutableArray<Organization> organizations, AuditSettings settings, List<string> errors)
    {
        var chosen = new HashSet<string>(StringComparer.Ordinal);

        // A name may have a comma in it, so the whole value is looked up before it is split.
        foreach (var text in settings.Clusters.SelectMany(value => !Matches(value).IsEmpty ? [value] : value.Split(',', StringSplitOptions.TrimEntries)).Distinct())
        {
            switch (Matches(text))
            {
                case []:
                    errors.Add($"--cluster: '{text}' is not a cluster of {(settings.Organizations.IsEmpty ? "the inventory" : "the chosen organizations")}.{Suggestions.DidYouMean(text, organizations.SelectMany(organization => organization.Clusters).SelectMany(cluster => new[] { cluster.Id, cluster.Name }).Distinct(StringComparer.Ordinal))}");
                    break;
                case [var only]:
                    chosen.Add(only.Cluster.Id);
                    break;
                case var several:
                    errors.Add($"--cluster: {several.Length} clusters are named '{text}': {string.Join(", ", several.Select(entry => $"{entry.Cluster.Id} (organization {entry.Organization.Id})"))}. Give the ID of the one that you mean.");
                    break;
            }
        }

        return chosen;

        ImmutableArray<DeclaredCluster> Matches(string text) => AuditScope.ClustersNamed(organizations, text);
    }
}
