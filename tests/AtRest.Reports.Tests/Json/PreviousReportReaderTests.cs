using System.Collections.Immutable;
using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Reports.Tests.Json;

public sealed class PreviousReportReaderTests
{
    private const string PreviousId = "0f8fad5b-d9cb-869f-a165-70867728950e";

    private const string Finding = """{"ruleId":"KMS-2","status":"fail","resource":"r","waiver":{"rule":"KMS-2"},"later":1}""";
    private const string Cluster = """{"id":"c","name":"n","declared":{"type":"External","roleArn":"x"},"verdict":"nonCompliant","findings":[""" + Finding + "]}";

    private const string Point = """{"generatedAt":"2026-09-30T08:00:00Z","compliant":5,"nonCompliant":6,"indeterminate":7,"critical":1,"high":2,"medium":3,"low":4,"unknown":8,"later":9}""";

    private static string Trend(string points) => $",\"trend\":[{points}]";

    private static string Report(string organization = "acme", string clusters = Cluster, string more = "", string version = "1", string id = PreviousId, string time = "2026-10-01T08:00:00Z") =>
        $$"""{"schemaVersion":"{{version}}","reportId":"{{id}}","organization":{"id":"{{organization}}","name":"A"},"generatedAt":"{{time}}","clusters":[{{clusters}}],"fromALaterVersion":{"x":[1]}{{more}}}""";

    [Fact]
    public async Task Read_Report_KeepsWhatAComparisonNeedsAndPassesOverTheRest()
    {
        var report = (await Read(Report())).ShouldHaveSingleItem();

        report.OrganizationId.ShouldBe("acme");
        report.Audit.GeneratedAt.ShouldBe(new DateTimeOffset(2026, 10, 1, 8, 0, 0, TimeSpan.Zero));
        var cluster = report.Audit.Clusters.ShouldHaveSingleItem();
        (cluster.DeclaredType, cluster.Verdict).ShouldBe((EncryptionType.External, Verdict.NonCompliant));
        cluster.Findings.ShouldBe([new PreviousFinding { RuleId = "KMS-2", Resource = "r", Status = FindingStatus.Fail, Waived = true }]);
    }

    [Fact]
    public async Task Read_JsonLines_GivesEachReport() =>
        (await Read(Report("acme") + "\n" + Report("borealis") + "\n\n")).Select(report => report.OrganizationId).ShouldBe(["acme", "borealis"]);

    [Fact]
    public async Task Read_WithByteOrderMark_IsRead() => (await Read("\uFEFF" + Report())).Length.ShouldBe(1);

    [Fact]
    public async Task Read_LaterFields_AreRead()
    {
        var policy = """{"Version":"2012-10-17"}""";
        var more = $$""","leftOut":["z"],"findings":[{"ruleId":"WAIV-1","status":"pass"}],"keyPolicies":[{"keyArn":"k","sha256":"{{EvidenceHash.OfText(policy)}}","policy":"{{policy.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}]""";

        var audit = (await Read(Report(more: more))).Single().Audit;

        audit.LeftOut.ShouldBe(["z"]);
        audit.Findings.Single().RuleId.ShouldBe("WAIV-1");
        audit.KeyPolicies.Single().Policy.ShouldBe(policy);
    }

    [Fact]
    public async Task Read_Trend_IsKept()
    {
        var points = (await Read(Report(more: Trend(string.Join(',', Enumerable.Repeat(Point, 366)))))).Single().Audit.Trend.ShouldNotBeNull();

        points.Length.ShouldBe(366);
        points[0].ShouldBe(new TrendPoint
        {
            GeneratedAt = new DateTimeOffset(2026, 9, 30, 8, 0, 0, TimeSpan.Zero),
            Compliant = 5,
            NonCompliant = 6,
            Indeterminate = 7,
            Critical = 1,
            High = 2,
            Medium = 3,
            Low = 4,
            Unknown = 8,
        });
    }

    [Fact]
    public async Task Read_WithoutTrend_HasNone() => (await Read(Report())).Single().Audit.Trend.ShouldBeNull();

    [Theory]
    [InlineData("null")]
    [InlineData("""{"type":"Undeclared"}""")]
    [InlineData("""{"type":null}""")]
    public async Task Read_ClusterThatNobodyDeclared_HasNoType(string declared) =>
        (await Read(Report(clusters: $$"""{"id":"c","name":"n","declared":{{declared}},"verdict":"compliant","findings":[]}"""))).Single().Audit.Clusters.Single().DeclaredType.ShouldBe(EncryptionType.None);

    public static TheoryData<string, string> Broken => new()
    {
        { "", "empty" },
        { " \n", "empty" },
        { "{", "is not JSON" },
        { "[]", "not a JSON object with 'schemaVersion'" },
        { "{}", "no 'schemaVersion'" },
        { """{"schemaVersion":1}""", "not a report" },
        { """{"schemaVersion":"1"}""", "'reportId'" },
        { Report(version: "3"), "schema version '3', but this version of AtRest reads '1' and '2'" },
        { Report(id: "../../etc"), "../../etc" },
        { Report(time: "yesterday"), "ISO 8601" },
        { Report(organization: ""), "organization" },
        { Report(clusters: Cluster + "," + Cluster), "'c' appears more than once in clusters" },
        { Report(clusters: Cluster.Replace("External", "Quantum", StringComparison.Ordinal)), "'Quantum'" },
        { Report(clusters: Cluster.Replace("nonCompliant", "fine", StringComparison.Ordinal)), "$.clusters[0].verdict" },
        { Report(clusters: Cluster.Replace("\"fail\"", "3", StringComparison.Ordinal)), "status" },
        { Report(clusters: "null"), "AtRest never writes" },
        { Report(more: ",\"keyPolicies\":[{\"keyArn\":\"k\",\"sha256\":\"00\",\"policy\":\"{}\"}]"), "SHA-256" },
        { Report(more: ",\"findings\":null"), "findings" },
        { Report(more: Trend("null")), "holds null" },
        { Report(more: Trend("{}")), "trend" },
        { Report(more: Trend(Point.Replace("\"low\":4", "\"low\":-4", StringComparison.Ordinal))), "below 0" },
        { Report(more: Trend(string.Join(',', Enumerable.Repeat(Point, 367)))), "more than 366 points" },
        { Report(clusters: Cluster.Replace(Finding, "null", StringComparison.Ordinal)), "holds null" },
        { Report() + "\n" + "{\"schemaVersion\":\"1\",\n\"reportId\":7}", "line 3" },
        { Report() + " garbage", "is not JSON" },
        { Report(version: "2", clusters: Cluster.Replace("\"resource\":\"r\"", "\"key\":\"primary\"", StringComparison.Ordinal)), "key that its cluster does not declare" },
        { Report(version: "2", more: ",\"keyPolicies\":[{\"keyArn\":\"k\",\"sha256\":\"00\"}]"), "no key before it has the text" },
        { Report(more: ",\"leftOut\":[\"z\",]"), "A comma before ] or } is not allowed." },
        { Report(more: ",\"leftOut\":[z]"), "'z' is not allowed here." },
        { Report(more: ",\"headline\":\"a\nb\""), "U+000A is not allowed here." },
        { "\0\u0001", "is not JSON" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Read_InvalidReport_SaysWhatAndWhere(string text, string says)
    {
        var message = (await Should.ThrowAsync<ReportFormatException>(() => Read(text))).Message;

        message.ShouldContain(says);
        message.ShouldNotContain("AtRest.Core");
        message.ShouldNotContain("AtRest.Reports");
        message.ShouldNotContain("System.");
    }

    private static Task<ImmutableArray<PreviousReport>> Read(string text) =>
        PreviousReportReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);
}
