using System.Collections.Immutable;

namespace AtRest.Hosting.Audits;

/// <summary>An order names an organization or clusters that the inventory does not have.</summary>
internal sealed class UnknownClusterException(string organizationId, ImmutableArray<string> clusters)
    : Exception(clusters.IsEmpty ? $"There is no organization '{organizationId}' in the inventory." : $"Organization '{organizationId}' declares no cluster {string.Join(", ", clusters.Select(id => $"'{id}'"))}.")
{
    public string OrganizationId { get; } = organizationId;

    /// <summary>Those that are not declared; none if the organization itself is not.</summary>
    public ImmutableArray<string> Clusters { get; } = clusters;
}
