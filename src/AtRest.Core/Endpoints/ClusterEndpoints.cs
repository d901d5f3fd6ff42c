using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Camunda;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Endpoints.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Packing;

namespace AtRest.Core.Endpoints;

/// <summary>The endpoints of a cluster, and what was observed at them.</summary>
public static class ClusterEndpoints
{
    /// <summary>The addresses that the inventory declares and those that Camunda reports, each once and sorted.</summary>
    /// <param name="cluster">The declared cluster.</param>
    /// <param name="reported">Camunda's entries about it.</param>
    public static ImmutableArray<string> Of(Cluster cluster, IEnumerable<CamundaCluster> reported) =>
        [.. cluster.Endpoints.Concat(reported.SelectMany(entry => entry.Links)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The addresses of an audited cluster.</summary>
    internal static ImmutableArray<string> EndpointsOf(this EvidenceIndex index, Cluster cluster) => Of(cluster, index.AllReported(cluster.Id));

    /// <summary>What was observed at an address.</summary>
    internal static EndpointEvidence Endpoint(this EvidenceIndex index, string address) =>
        index.Derived("", () => new PackedIndex<EndpointEvidence>(index.Evidence.Clouds.Of<EndpointSlice>().Endpoints ?? [], endpoint => endpoint.Address)).Find(address)
        ?? new EndpointEvidence
        {
            Address = address,
            Clusters = [],
            Tls = index.Missing<TlsProbe>("tls:Handshake", address),
            PlainHttp = index.Missing<PlainHttpProbe>("http:GET", address),
        };
}
