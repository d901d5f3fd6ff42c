using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Evidence.Merging;
using AtRest.Core.Inventory;
using AtRest.Core.Packing;

namespace AtRest.Core.Endpoints.Evidence;

/// <summary>What was observed at the endpoints of clusters.</summary>
public sealed record EndpointSlice : EvidenceSlice<EndpointSlice>
{
    /// <summary>One entry per endpoint of the audited clusters, by address; null if the audit was not asked to connect to endpoints.</summary>
    public PackedList<EndpointEvidence>? Endpoints { get; init; }

    protected internal override string Cloud => "endpoints";

    protected internal override IEnumerable<ICollected> Entries() => (Endpoints ?? []).SelectMany(endpoint => new ICollected[] { endpoint.Tls, endpoint.PlainHttp });

    protected internal override IEnumerable<string> Subjects() => (Endpoints ?? []).Select(endpoint => endpoint.Address);

    protected internal override IEnumerable<(string List, IEnumerable<string> Identities)> Identities() => [("endpoints", Subjects())];

    protected override EndpointSlice MergeParts(ImmutableArray<EndpointSlice> parts) => parts.All(part => part.Endpoints is null) ? new() : new()
    {
        Endpoints =
        [
            .. parts.SelectMany(part => part.Endpoints ?? [])
                .GroupBy(endpoint => endpoint.Address, StringComparer.Ordinal)
                .OrderBy(copies => copies.Key, StringComparer.Ordinal)
                .Select(copies => Copies.Best(copies, copy => [Copies.Worth(copy.Tls), Copies.Worth(copy.PlainHttp)]) with
                {
                    Clusters = [.. copies.SelectMany(copy => copy.Clusters).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                }),
        ],
    };

    protected internal override EvidenceSlice Narrow(Organization organization)
    {
        var clusters = organization.Clusters.Select(cluster => cluster.Id).ToHashSet(StringComparer.Ordinal);
        return Endpoints is null ? this : new EndpointSlice
        {
            Endpoints =
            [
                .. Endpoints
                    .Select(endpoint => endpoint with { Clusters = [.. endpoint.Clusters.Where(clusters.Contains)] })
                    .Where(endpoint => !endpoint.Clusters.IsEmpty),
            ],
        };
    }
}
