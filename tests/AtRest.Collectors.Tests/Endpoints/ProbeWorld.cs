using System.Collections.Immutable;
using AtRest.Collectors.Endpoints;
using AtRest.Core.Audits;
using AtRest.Core.Endpoints.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Collectors.Tests.Endpoints;

/// <summary>Runs the collectors of a process on clusters with endpoints.</summary>
internal static class ProbeWorld
{
    /// <summary>Connects to loopback addresses, and trusts the tests' authority.</summary>
    /// <param name="plainPort">The port of plain HTTP; nothing listens at the default.</param>
    public static TlsProbeOptions Options(int plainPort) => new()
    {
        Probe = true,
        AllowPrivateAddresses = true,
        PlainHttpPort = plainPort,
        Roots = TestCertificates.Roots,
    };

    public static Cluster Cluster(string id, params IEnumerable<string> endpoints) => new()
    {
        Id = id,
        Name = id,
        Provider = CloudProvider.Gcp,
        Region = "europe-west1",
        Encryption = new DeclaredEncryption.Provider(),
        Endpoints = [.. endpoints],
    };

    public static Task<CloudEvidence> CollectAsync(TlsProbeOptions options, params Cluster[] clusters) =>
        CollectAsync(new CollectorOptions { Tls = options }, new Organization { Id = "acme", Name = "Acme", Clusters = [.. clusters] });

    public static async Task<CloudEvidence> CollectAsync(CollectorOptions options, Organization organization)
    {
        await using var services = new ServiceCollection().AddAtRestCollectors(options).BuildServiceProvider();
        var evidence = await services.GetRequiredService<IEvidenceCollector>().CollectAsync(new CollectionRequest { AuditId = "audit", Organizations = [organization] }, TestContext.Current.CancellationToken);
        return evidence[organization.Id];
    }

    public static ImmutableArray<EndpointEvidence> Endpoints(this CloudEvidence evidence) => [.. evidence.Of<EndpointSlice>().Endpoints!];

    /// <summary>The answers of one endpoint, by the name of the version.</summary>
    public static IEnumerable<string> Answers(this TlsProbe probe) => probe.Versions.Select(version => $"{version.Version} {version.Answer}");
}
