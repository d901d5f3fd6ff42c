using System.Text.Json;
using System.Text.RegularExpressions;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Clouds;
using AtRest.Core.Naming;
using AtRest.Core.Rules;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Audits;

/// <summary>A fleet of the clusters of all cases, judged on one thread and on several, from packed evidence in several states.</summary>
public sealed partial class ParallelAuditTests
{
    private static readonly Lazy<AuditEvidence> Fleet = new(MakeFleet);

    [Fact]
    public void Audit_OnSeveralThreads_IsTheSame() => Bytes(Audit(Fleet.Value, threads: 8)).ShouldBe(Bytes(Audit(Fleet.Value, threads: 1)));

    [Fact]
    public void Audit_OnSeveralThreads_WithAPreviousReport_IsTheSame()
    {
        var compared = Fleet.Value with { Previous = Earlier() };

        Audit(compared, threads: 1).Changes.Length.ShouldBeGreaterThan(10);
        Bytes(Audit(compared, threads: 8)).ShouldBe(Bytes(Audit(compared, threads: 1)));
    }

    [Fact]
    public void Audit_OfEvidenceThatWasSavedAndRead_IsTheSame()
    {
        using var saved = new MemoryStream();
        JsonSerializer.Serialize(saved, Fleet.Value with { Previous = Earlier() }, CloudJson.Compact);
        saved.Position = 0;

        var read = JsonSerializer.Deserialize<AuditEvidence>(saved, CloudJson.Compact)!;

        Bytes(Audit(read, threads: 3)).ShouldBe(Bytes(Audit(Fleet.Value with { Previous = Earlier() }, threads: 1)));
    }

    [Fact]
    public void Clusters_EnumeratedTwice_AreTheSame_AndInTheOrderOfTheirSummaries()
    {
        var report = Audit(Fleet.Value, threads: 4);

        report.Clusters.Count.ShouldBe(report.Summaries.Length);
        report.Clusters.Select(audit => audit.Cluster.Id).ShouldBe(report.Summaries.Select(summary => summary.Id));
        JsonSerializer.SerializeToUtf8Bytes(report.Clusters, CloudJson.Compact).ShouldBe(JsonSerializer.SerializeToUtf8Bytes(report.Clusters, CloudJson.Compact));
        report.Clusters.Select(ClusterSummary.Of).Select(Text).ShouldBe(report.Summaries.Select(Text));
        report.Clusters.Select(audit => (audit.Verdict, audit.Cluster.Name)).ShouldBe(report.Clusters.Select(audit => (audit.Verdict, audit.Cluster.Name))
            .OrderByDescending(cluster => cluster.Verdict), "The worst verdict comes first.");

        static string Text(ClusterSummary summary) => JsonSerializer.Serialize(summary, CloudJson.Compact);
    }

    private static PreviousAudit Earlier()
    {
        var report = Audit(Fleet.Value, threads: 1);
        return PreviousAudit.Of(report with { Clusters = [.. report.Clusters.Where((_, number) => number % 3 != 0).Select((audit, number) => number % 2 == 0 ? audit : audit with { Findings = [] })] });
    }

    private static AuditReport Audit(AuditEvidence evidence, int threads) =>
        new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")) { Threads = threads, Cancellation = TestContext.Current.CancellationToken }.Audit(evidence);

    private static string Bytes(AuditReport report) => JsonSerializer.Serialize(report with { WriteEvidence = null }, CloudJson.Indented);

    /// <summary>Every case has its own UUIDs, so that no key is shared.</summary>
    private static AuditEvidence MakeFleet()
    {
        var cases = RuleCaseFiles.Ids.Where((_, number) => number % 5 == 0)
            .Select((id, number) => Renamed(CaseWorld.With(RuleCaseFiles.Case(id).Given), number)).ToList();
        return cases[0] with
        {
            Organization = cases[0].Organization with
            {
                Clusters = [.. cases.Select(evidence => evidence.Organization.Clusters[0]).DistinctBy(cluster => cluster.Id)],
                Waivers = [.. cases.SelectMany(evidence => evidence.Organization.Waivers)],
            },
            Clouds = EvidenceMerge.Of([.. cases.Select(evidence => evidence.Clouds)]),
        };
    }

    private static AuditEvidence Renamed(AuditEvidence evidence, int number) => JsonSerializer.Deserialize<AuditEvidence>(
        Uuid().Replace(JsonSerializer.Serialize(evidence, CloudJson.Compact).Replace($"\"{evidence.Organization.Clusters[0].Id}\"", $"\"cluster-{number:D4}\"", StringComparison.Ordinal), match => DerivedId.Of($"{number}", match.Value)), CloudJson.Compact)!;

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();
}
