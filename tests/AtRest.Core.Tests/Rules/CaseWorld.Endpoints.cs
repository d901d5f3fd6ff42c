using System.Text.Json.Nodes;
using AtRest.Core.Endpoints.Evidence;
using AtRest.Core.Packing;

namespace AtRest.Core.Tests.Rules;

/// <summary>The endpoints of a case: <c>"endpoints": {"host:443": {"tls": {…}, "plainHttp": {…}}}</c>; without it, the audit was not asked to connect.</summary>
internal sealed partial class CaseWorld
{
    private EndpointSlice Endpoints(string cluster) => new()
    {
        Endpoints = json["endpoints"] is JsonObject endpoints ? PackedLists.Pack(endpoints.Select(endpoint => new EndpointEvidence
        {
            Address = endpoint.Key,
            Clusters = [cluster],
            Tls = Collect<TlsProbe>(endpoint.Value!["tls"], "tls:Handshake", endpoint.Key),
            PlainHttp = Collect<PlainHttpProbe>(endpoint.Value!["plainHttp"], "http:GET", $"http://{endpoint.Key.Split(':')[0]}/"),
        })) : null,
    };
}
