using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Reports.Tests.Samples;
using AtRest.Tests.Shared;

namespace AtRest.Reports.Tests.Json;

public sealed class ReportSchemaTests
{
    private static readonly SchemaFile Schema = new(RepositoryFiles.ReportSchema);

    public static TheoryData<string> Samples => ["bank", "single", "without findings", "without clusters", "large", "hostile", "narrowed", "reported", "demo", "partial", "unknown cloud"];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Schema_ReportOfAnyKind_Accepts(string sample)
    {
        foreach (var format in new[] { "json", "jsonl" })
        {
            Schema.Errors(await Renderers.RenderTextAsync(format, SampleOf(sample))).ShouldBeEmpty();
        }
    }

    public static TheoryData<string, string> WrongDocuments => new()
    {
        { "verdict", "\"fine\"" },
        { "schemaVersion", "\"1\"" },
        { "generatedAt", "\"2026-11-24T02:00:07+01:00\"" },
        { "generatedAt", "\"yesterday\"" },
        { "summary.findings.pass", "-1" },
        { "organization.id", "\"../etc\"" },
        { "organization.unknown", "1" },
        { "clusters.0.provider", "\"azure\"" },
        { "clusters.0.declared.type", "\"Hardware\"" },
        { "clusters.0.declared.primaryKeyArn", "null" },
        { "clusters.0.verdict", "\"Compliant\"" },
        { "clusters.0.findings.0.status", "\"ok\"" },
        { "clusters.0.findings.0.severity", "\"none\"" },
        { "clusters.0.findings.0.level", "null" },
        { "clusters.0.findings.0.resource", "null" },
        { "clusters.0.findings.0.evidence", "[\"kms:DescribeKey\"]" },
        { "clusters.0.findings.0.waiver", "{\"rule\":\"KMS-6\"}" },
        { "clusters.0.findings.0.waiver", "{\"rule\":\"KMS-6\",\"cluster\":\"c\",\"reason\":\"r\",\"owner\":\"o\",\"approvedBy\":\"a\",\"expires\":\"2027-01-01\"}" },
        { "waivers.0.state", "\"valid\"" },
        { "waivers.0.expires", "\"31.03.2027\"" },
        { "evidence.0.sha256", "\"ABC\"" },
        { "evidence.0.outcome", "\"maybe\"" },
        { "changes", "[{}]" },
        { "changes.0.kind", "\"policy\"" },
        { "changes.0.extra", "1" },
        { "previousReportId", "\"latest\"" },
        { "keyPolicies.0.sha256", "\"ABC\"" },
        { "findings.0.status", "\"ok\"" },
        { "leftOut", "[]" },
        { "demo", "false" },
        { "scope", "\"some\"" },
        { "headline", "\"\"" },
        { "orderedBy", "{}" },
        { "inventorySha256", "\"abc\"" },
        { "period.moment", "\"today\"" },
        { "period.extra", "1" },
        { "collectedAs", "[{\"cloud\":\"azure\",\"account\":\"1\",\"source\":\"s\"}]" },
        { "summary.undeclared", "-1" },
        { "clusters.0.reported", "{\"provider\":\"\"}" },
        { "frameworks.0.controls.0.status", "\"ok\"" },
        { "frameworks.0.controls.0.failing", "[{\"rules\":[]}]" },
        { "extra", "true" },
    };

    [Theory]
    [MemberData(nameof(WrongDocuments))]
    public async Task Schema_WrongValue_Rejects(string path, string value)
    {
        var document = JsonNode.Parse(await Renderers.RenderTextAsync("json", SampleReports.Bank()))!;
        Set(document, path.Split('.'), JsonNode.Parse(value));

        Schema.Errors(document.ToJsonString()).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("reportId")]
    [InlineData("verdict")]
    [InlineData("changes")]
    [InlineData("evidence")]
    public async Task Schema_FieldMissing_Rejects(string field)
    {
        var document = JsonNode.Parse(await Renderers.RenderTextAsync("json", SampleReports.Bank()))!.AsObject();
        document.Remove(field).ShouldBeTrue();

        Schema.Errors(document.ToJsonString()).ShouldNotBeEmpty();
    }

    private static AuditReport SampleOf(string name) => name switch
    {
        "bank" => SampleReports.Bank(),
        "single" => SampleReports.Single(),
        "without findings" => SampleReports.WithoutFindings(),
        "without clusters" => SampleReports.WithoutClusters(),
        "hostile" => HostileReports.Everywhere(),
        "narrowed" => SampleReports.Single() with { LeftOut = ["other"] },
        "reported" => ReportedClusters.Report(),
        "demo" => ProvenReports.Demo(),
        "partial" => ProvenReports.Partial(),
        "unknown cloud" => ProvenReports.UnknownCloud(),
        _ => SampleReports.Large(20),
    };

    private static void Set(JsonNode node, ReadOnlySpan<string> path, JsonNode? value)
    {
        var target = path.Length > 1 ? (node is JsonArray list ? list[int.Parse(path[0])]! : node[path[0]]!) : node;
        if (path.Length > 1)
        {
            Set(target, path[1..], value);
        }
        else
        {
            target[path[0]] = value;
        }
    }
}
