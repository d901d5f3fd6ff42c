using AtRest.Core.Audits;
using AtRest.Core.Endpoints.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Packing;
using AtRest.Core.Rules;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Reports.Details;
using AtRest.Hosting.Tests.Portal.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Calendars;

/// <summary>The certificates at the endpoints of a cluster are among its next dates.</summary>
public sealed class CertificateDateTests(PortalFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dates_OfClustersWithEndpoints_HaveTheEndsOfTheirCertificates()
    {
        var world = await fixture.WorldAsync();
        var catalog = (await world.ServeAsync()).Services.GetRequiredService<IReportCatalog>();
        var entry = (await catalog.LatestAsync(PortalWorld.Acme, LatestOf.Organization, Cancellation))!;
        await using var stored = (await catalog.OpenAsync(entry, entry.Evidence!, Cancellation))!;
        var read = await EvidenceSerializer.ReadAsync(stored.Content, Cancellation);
        var clusters = read.Organization.Clusters;
        var end = entry.GeneratedAt.AddDays(40);
        var evidence = read with
        {
            Clouds = read.Clouds.With(new EndpointSlice
            {
                Endpoints = PackedLists.Pack<EndpointEvidence>(
                [
                    Endpoint("new.example:443", end, clusters[0].Id, clusters[1].Id),
                    Endpoint("over.example:443", entry.GeneratedAt.AddDays(-1), clusters[0].Id),
                    Endpoint("silent.example:443", null, clusters[0].Id),
                ]),
            }),
        };
        var report = new Auditor(RuleCatalog.All, ReportStore.Tool).Audit(evidence);
        var builder = new DetailBuilder(report, evidence);

        var dates = report.Clusters.SelectMany(cluster => builder.DatesOf(builder.Of(cluster))).Where(date => date.Kind == DateKind.CertificateEnd).ToList();

        dates.Select(date => (date.Cluster.Id, date.Subject, date.At)).ShouldBe([(clusters[0].Id, "new.example:443", end), (clusters[1].Id, "new.example:443", end)], ignoreOrder: true);

        EndpointEvidence Endpoint(string address, DateTimeOffset? notAfter, params string[] of) => new()
        {
            Address = address,
            Clusters = [.. of],
            Tls = new Collected<TlsProbe>
            {
                Source = "tls:Handshake",
                Resource = address,
                CollectedAt = entry.GeneratedAt,
                Value = new TlsProbe
                {
                    IpAddress = "192.0.2.1",
                    Versions = [new TlsVersionResult { Version = "TLS 1.3", Answer = TlsAnswer.Accepted }],
                    Certificate = notAfter is { } day
                        ? new ServerCertificate { Subject = "CN=x", Issuer = "CN=y", NotBefore = day.AddDays(-90), NotAfter = day, IsForHost = true, ChainProblems = [] }
                        : null,
                },
            },
            PlainHttp = new Collected<PlainHttpProbe> { Source = "http:GET", Resource = $"http://{address}/", CollectedAt = entry.GeneratedAt, Value = new PlainHttpProbe { Answer = PlainHttpAnswer.Closed } },
        };
    }
}
