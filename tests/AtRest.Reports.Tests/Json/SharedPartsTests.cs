using System.Text.Json.Nodes;
using AtRest.Core.Audits.History;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Json;

/// <summary>Version 2 writes shared parts once, and everything that version 1 said can be derived.</summary>
public sealed class SharedPartsTests
{
    [Fact]
    public async Task Render_Findings_CanBeDerivedWithEverything()
    {
        foreach (var report in new[] { SampleReports.Bank(), HostileReports.Everywhere(), ReportedClusters.Report(), ProvenReports.UnknownCloud() })
        {
            var document = JsonNode.Parse(await Renderers.RenderTextAsync("json", report))!;
            var rules = document["rules"]!.AsArray().ToDictionary(rule => (string)rule!["id"]!);
            var advice = document["advice"]!.AsArray().ToDictionary(entry => (string)entry!["id"]!);
            foreach (var (cluster, audit) in document["clusters"]!.AsArray().Zip(report.Clusters))
            {
                foreach (var (written, finding) in cluster!["findings"]!.AsArray().Zip(audit.Findings))
                {
                    var rule = rules[finding.RuleId]!;
                    ((string)(written!["title"] ?? rule["title"])!).ShouldBe(Json(finding.Title));
                    ((string)(written["level"] ?? rule["level"])!).ToUpperInvariant().ShouldBe(finding.Level.ToString().ToUpperInvariant());
                    ((string)(written["severity"] ?? rule["severity"])!).ToUpperInvariant().ShouldBe(finding.Severity.ToString().ToUpperInvariant());
                    var told = written["advice"] is { } id ? advice[(string)id!]! : written;
                    ((string?)told["consequence"], (string?)told["remedy"], (string?)told["remedyCode"]).ShouldBe((Json(finding.Consequence), Json(finding.Remedy), Json(finding.RemedyCode)));
                    ResourceOf(written, cluster).ShouldBe(Json(finding.Resource));
                    var controls = written["controls"] ?? rule["controls"]![(string)cluster["declared"]!["type"]!];
                    controls!.AsObject().Select(framework => $"{framework.Key}: {string.Join(' ', framework.Value!.AsArray().Select(id => (string)id!))}")
                        .ShouldBe(finding.Controls.Select(framework => $"{framework.Key}: {string.Join(' ', framework.Value)}"), ignoreOrder: true);
                }

                var statements = document["statements"]!.AsArray().ToDictionary(statement => (string)statement!["id"]!, statement => (string)statement!["text"]!);
                cluster["statements"]!.AsArray().Select(id => statements[(string)id!]).ShouldBe(audit.Statements.Select(statement => Json(statement.Text)));
            }
        }
    }

    [Fact]
    public async Task Render_ClustersOfControls_AreRunsOfPlaces()
    {
        var report = SampleReports.Large(40);
        var document = JsonNode.Parse(await Renderers.RenderTextAsync("json", report))!;
        var ids = report.Clusters.Select(cluster => cluster.Cluster.Id).ToList();
        IEnumerable<string> Of(JsonNode? runs) => runs!.AsArray().SelectMany(run => Enumerable.Range((int)run![0]!, (int)run[1]! - (int)run[0]! + 1)).Select(place => ids[place]);

        foreach (var (framework, result) in document["frameworks"]!.AsArray().Zip(report.Frameworks))
        {
            foreach (var (control, expected) in framework!["controls"]!.AsArray().Zip(result.Controls))
            {
                Of(control!["notJudged"]).ShouldBe(expected.NotJudged, ignoreOrder: true);
                control["failing"]!.AsArray().SelectMany(failing => Of(failing!["clusters"])).ShouldBe(expected.Failures.Select(failure => failure.Cluster!), ignoreOrder: true);
                control["notShown"]!.AsArray().SelectMany(gap => gap!["clusters"] is { } runs ? Of(runs) : []).ShouldBe(expected.Gaps.SelectMany(gap => gap.Clusters), ignoreOrder: true);
            }
        }
    }

    [Fact]
    public async Task Render_KeysWithTheSamePolicy_HaveItsTextOnce()
    {
        var policy = new ReportedKeyPolicy { KeyArn = "a", Sha256 = AtRest.Core.Evidence.EvidenceHash.OfText("{}"), Policy = "{}" };
        var report = SampleReports.Single() with { KeyPolicies = [policy, policy with { KeyArn = "b" }] };

        var json = await Renderers.RenderTextAsync("json", report);

        JsonNode.Parse(json)!["keyPolicies"]!.AsArray().Select(key => (string?)key!["policy"]).ShouldBe(["{}", null]);
        var read = (await PreviousReportReader.ReadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)), TestContext.Current.CancellationToken)).Single();
        read.Audit.KeyPolicies.ShouldBe([policy, policy with { KeyArn = "b" }]);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task Read_WrittenReport_GivesWhatIsCompared(string format)
    {
        foreach (var report in new[] { SampleReports.Bank(), HostileReports.Everywhere(), SampleReports.WithoutClusters(), ProvenReports.Partial() })
        {
            using var stream = new MemoryStream(await Renderers.RenderAsync(format, report));

            var read = (await PreviousReportReader.ReadAsync(stream, TestContext.Current.CancellationToken)).ShouldHaveSingleItem();

            read.OrganizationId.ShouldBe(report.OrganizationId);
            read.Audit.LeftOut.ShouldBe(report.LeftOut);
            read.Audit.Clusters.Select(cluster => (cluster.Id, cluster.DeclaredType, cluster.Verdict)).ShouldBe(
                report.Clusters.OrderBy(cluster => cluster.Cluster.Id, StringComparer.Ordinal).Select(cluster => (Json(cluster.Cluster.Id), cluster.Cluster.Encryption.Type, cluster.Verdict)));
            read.Audit.Clusters.SelectMany(cluster => cluster.Findings).Select(finding => (finding.RuleId, finding.Resource, finding.Status, finding.Waived)).ShouldBe(
                report.Clusters.OrderBy(cluster => cluster.Cluster.Id, StringComparer.Ordinal).SelectMany(cluster => cluster.Findings)
                    .Select(finding => (finding.RuleId, Json(finding.Resource), finding.Status, finding.Waiver is not null)));
        }
    }

    /// <summary>At most 12 KB for each cluster.</summary>
    [Fact]
    public async Task Render_FleetOf100_StaysBelow12KilobytesACluster() =>
        (await Renderers.RenderAsync("json", SampleReports.Large(100))).Length.ShouldBeLessThan(100 * 12_000);

    private static string? ResourceOf(JsonNode finding, JsonNode cluster) => (string?)finding["key"] switch
    {
        "primary" => (string?)cluster["declared"]!["primaryKeyArn"],
        "secondary" => (string?)cluster["declared"]!["secondaryKeyArn"],
        _ => (string?)finding["resource"],
    };

    /// <summary>The text as JSON can hold it: without halves of characters.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private static string? Json(string? text) => text is null ? null : System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
