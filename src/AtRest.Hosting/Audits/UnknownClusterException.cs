using System.Collections.Immutable;

namespace AtRest.Hosting.Audits;

/// <summary>An order names an organization or clusters that are not in the inventory.</summary>
internal sealed class UnknownClusterException(string organizationId, ImmutableArray<string> clusters)
    : Exception(clusters.IsEmpty ? $"Organization '{organizationId}' is not in the inventory." : $"Organization '{organizationId}' declares no cluster {string.Join(", ", clusters.Select(id => $"'{id}'"))}.")
{
    public string OrganizationId { get; } = organizationId;

    /// <summary>The clusters that are not declared; empty if the organization is not in the inventory.</summary>
    public ImmutableArray<string> Clusters { get; } = clusters;
}
