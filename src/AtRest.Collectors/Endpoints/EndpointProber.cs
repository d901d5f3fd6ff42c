using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using AtRest.Collectors.Telemetry;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Endpoints;
using AtRest.Core.Endpoints.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Collectors.Endpoints;

/// <summary>Connects to the endpoints of clusters, after the clouds were read: Camunda names most of them. Each endpoint is probed once in an audit.</summary>
internal sealed class EndpointProber(TlsProbeOptions options, CloudTelemetry telemetry, TimeProvider clock)
{
    private const int AtOnce = 8;

    private const string TlsSource = "tls:Handshake";
    private const string HttpSource = "http:GET";

    private readonly TlsHandshake handshake = new(options, clock);
    private readonly PlainHttp plain = new(options, clock);

    /// <summary>Adds what the endpoints answered to the evidence of each organization. Does nothing unless it is asked to.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ImmutableDictionary<string, CloudEvidence>> AddAsync(
        ImmutableArray<Organization> organizations, ImmutableDictionary<string, CloudEvidence> evidence, CancellationToken cancellationToken)
    {
        if (!options.Probe)
        {
            return evidence;
        }

        var memo = new Memo();
        using var turns = new SemaphoreSlim(AtOnce);
        var added = await Task.WhenAll(organizations.Select(async organization =>
        {
            var clouds = evidence[organization.Id];
            return KeyValuePair.Create(organization.Id, clouds.With(new EndpointSlice { Endpoints = [.. await OfAsync(organization, clouds)] }));
        }));
        return evidence.SetItems(added);

        Task<EndpointEvidence[]> OfAsync(Organization organization, CloudEvidence clouds)
        {
            var reported = (clouds.Camunda?.Clusters.Value?.Items ?? []).ToLookup(cluster => cluster.Uuid, StringComparer.OrdinalIgnoreCase);
            return Task.WhenAll(organization.Clusters
                .SelectMany(cluster => ClusterEndpoints.Of(cluster, reported[cluster.Id]).Select(address => (Address: address, Cluster: cluster.Id)))
                .GroupBy(use => use.Address, use => use.Cluster, StringComparer.Ordinal)
                .OrderBy(uses => uses.Key, StringComparer.Ordinal)
                .Select(async uses => await memo.GetAsync(uses.Key, () => InTurnAsync(uses.Key)) with { Clusters = [.. uses.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] }));
        }

        async Task<EndpointEvidence> InTurnAsync(string address)
        {
            await turns.WaitAsync(cancellationToken);
            try
            {
                return await ProbeAsync(ClusterEndpoint.Read(address)!, cancellationToken);
            }
            finally
            {
                turns.Release();
            }
        }
    }

    private async Task<EndpointEvidence> ProbeAsync(ClusterEndpoint endpoint, CancellationToken cancellationToken)
    {
        var url = plain.UrlOf(endpoint).AbsoluteUri;
        var (addresses, absence) = await ResolveAsync(endpoint, cancellationToken);
        if (absence is not null)
        {
            return Of(Absent<TlsProbe>(TlsSource, endpoint.Address, absence), Absent<PlainHttpProbe>(HttpSource, url, absence));
        }

        var failures = new List<string>();
        foreach (var address in addresses)
        {
            try
            {
                return Of(
                    Read(TlsSource, endpoint.Address, await HandshakesAsync(endpoint, address, cancellationToken)),
                    Read(HttpSource, url, await plain.AskAsync(endpoint, address, cancellationToken)));
            }
            catch (SocketException exception)
            {
                telemetry.Fault($"the endpoint {endpoint.Address}", exception);
                failures.Add($"{address}: {exception.SocketErrorCode}");
            }
        }

        var unreachable = new Absence
        {
            Kind = AbsenceKind.Failed,
            Cause = $"AtRest could not connect to {endpoint.Address} ({string.Join(", ", failures)}).",
            Remedy = "Check the address, and that the machine that audits may connect to it. Then audit again.",
        };
        return Of(Absent<TlsProbe>(TlsSource, endpoint.Address, unreachable), Absent<PlainHttpProbe>(HttpSource, url, unreachable));

        EndpointEvidence Of(Collected<TlsProbe> tls, Collected<PlainHttpProbe> http) => new() { Address = endpoint.Address, Clusters = [], Tls = tls, PlainHttp = http };
    }

    /// <summary>All versions at one address. Later connections that fail say nothing about their version.</summary>
    private async Task<TlsProbe> HandshakesAsync(ClusterEndpoint endpoint, IPAddress address, CancellationToken cancellationToken)
    {
        var results = ImmutableArray.CreateBuilder<TlsVersionResult>(TlsVersion.All.Length);
        ServerCertificate? certificate = null;
        foreach (var version in TlsVersion.All)
        {
            try
            {
                var (result, seen) = await handshake.OfferAsync(endpoint, address, version, cancellationToken);
                results.Add(result);

                // The newest version decides: some servers keep an old certificate for old clients.
                certificate = seen ?? certificate;
            }
            catch (SocketException exception) when (results.Count > 0)
            {
                results.Add(new TlsVersionResult { Version = version.Name, Answer = TlsAnswer.Unclear, Detail = $"There was no connection to offer it ({exception.SocketErrorCode})." });
            }
        }

        return new TlsProbe { IpAddress = address.ToString(), Versions = results.ToImmutable(), Certificate = certificate };
    }

    /// <summary>The addresses of the host, or why AtRest does not connect to them. One address that is not public is enough: it would decide which of them is asked.</summary>
    private async Task<(IPAddress[] Addresses, Absence? Absence)> ResolveAsync(ClusterEndpoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = IPAddress.TryParse(endpoint.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
            return Array.Find(addresses, address => !options.AllowPrivateAddresses && !PublicAddresses.Contain(address)) is { } refused
                ? ([], new Absence
                {
                    Kind = AbsenceKind.NotAttempted,
                    Cause = $"AtRest did not connect to {endpoint.Address}: its address {refused} is not on the public internet.",
                    Remedy = "Check the endpoint. If it is really in a private network, set AtRest:Tls:AllowPrivateAddresses to true and audit again.",
                })
                : (addresses, null);
        }
        catch (SocketException exception)
        {
            telemetry.Fault($"the endpoint {endpoint.Address}", exception);
            return ([], new Absence
            {
                Kind = AbsenceKind.Failed,
                Cause = $"The host name of {endpoint.Address} could not be resolved ({exception.SocketErrorCode}).",
                Remedy = "Check the endpoint and the name resolution of the machine that audits. Then audit again.",
            });
        }
    }

    private Collected<T> Read<T>(string source, string resource, T value)
        where T : class => new() { Source = source, Resource = resource, CollectedAt = clock.GetUtcNow(), Value = value, Sha256 = EvidenceHash.OfValue(value) };

    private Collected<T> Absent<T>(string source, string resource, Absence absence)
        where T : class => new() { Source = source, Resource = resource, CollectedAt = clock.GetUtcNow(), Absence = absence };
}
