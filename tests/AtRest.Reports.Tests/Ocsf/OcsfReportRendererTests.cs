using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Ocsf;

public sealed class OcsfReportRendererTests
{
    public static TheoryData<string> Samples => NamedReports.Names;

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Ocsf_ReportOfAnyKind_IsOneValidEventAFinding(string sample)
    {
        var report = NamedReports.Of(sample);

        var lines = await LinesAsync(report);

        lines.Count.ShouldBe(report.Clusters.Sum(cluster => cluster.Findings.Length) + report.Findings.Length);
        foreach (var line in lines)
        {
            (await ForeignSchema.Ocsf.ErrorsAsync(line)).ShouldBeEmpty();
            var finding = JsonDocument.Parse(line).RootElement;

            // What the schema does not check.
            finding.GetProperty("type_uid").GetInt32().ShouldBe((finding.GetProperty("class_uid").GetInt32() * 100) + finding.GetProperty("activity_id").GetInt32());
            finding.GetProperty("metadata").GetProperty("version").GetString().ShouldBe("1.5.0");
            finding.GetProperty("time").GetInt64().ShouldBe(report.GeneratedAt.ToUnixTimeMilliseconds());
        }

        lines.Select(line => JsonNode.Parse(line)!["finding_info"]!["uid"]!.GetValue<string>()).ShouldBeUnique();
        lines.Select(line => JsonNode.Parse(line)!["metadata"]!["uid"]!.GetValue<string>()).ShouldBeUnique();
    }

    [Theory]
    [InlineData("KMS-2", 3, 1, 5, "fail")]
    [InlineData("KPOL-1", 0, 1, 0, "unknown")]
    [InlineData("KMS-1", 1, 1, 1, "pass")]
    [InlineData("KMS-7", 99, 1, 1, "notApplicable")]
    public async Task Ocsf_Status_IsTheOneOfTheFinding(string rule, int compliance, int status, int severity, string word)
    {
        var finding = (await EventsAsync(SampleReports.Bank())).First(one => one["compliance"]!["control"]!.GetValue<string>() == rule);

        finding["compliance"]!["status_id"]!.GetValue<int>().ShouldBe(compliance);
        finding["status_id"]!.GetValue<int>().ShouldBe(status);
        finding["status_code"]!.GetValue<string>().ShouldBe(word);
        if (severity > 0)
        {
            finding["severity_id"]!.GetValue<int>().ShouldBe(severity);
        }
    }

    [Fact]
    public async Task Ocsf_WaivedFailure_IsSuppressedAndStillFails()
    {
        var finding = (await EventsAsync(SampleReports.Waived())).Single(one => one["unmapped"]!["waiver"] is not null);

        finding["status_id"]!.GetValue<int>().ShouldBe(3);
        finding["status"]!.GetValue<string>().ShouldBe("Suppressed");
        finding["compliance"]!["status_id"]!.GetValue<int>().ShouldBe(3);
        finding["status_detail"]!.GetValue<string>().ShouldContain("2027-03-31");
    }

    [Fact]
    public async Task Ocsf_Key_HasItsAccountRegionAndPartition()
    {
        var finding = (await EventsAsync(SampleReports.Single())).First(one => one["compliance"]!["control"]!.GetValue<string>() == "KMS-1");

        finding["cloud"]!["provider"]!.GetValue<string>().ShouldBe("AWS");
        finding["cloud"]!["account"]!["uid"]!.GetValue<string>().ShouldBe("111122223333");
        finding["cloud"]!["account"]!["type_id"]!.GetValue<int>().ShouldBe(10);
        finding["cloud"]!["region"]!.GetValue<string>().ShouldBe("eu-central-1");
        finding["resources"]![1]!["uid"]!.GetValue<string>().ShouldBe(SampleClusters.PrimaryKey);
        finding["resources"]![1]!["type"]!.GetValue<string>().ShouldBe("AWS KMS key");
    }

    [Fact]
    public async Task Ocsf_Controls_HaveTheStatusOfTheReport()
    {
        var report = SampleReports.Single();
        var statuses = report.Frameworks.SelectMany(framework => framework.Controls.Select(control => (Key: framework.Name + control.Control.Id, control.Status)))
            .ToDictionary(entry => entry.Key, entry => JsonNamingPolicy.CamelCase.ConvertName(entry.Status.ToString()));
        var found = (await EventsAsync(report)).SelectMany(one => one["unmapped"]!["controls"]!.AsArray())
            .Where(control => control!["statusInReport"] is not null)
            .Select(control => (Key: control!["framework"]!.GetValue<string>() + control["id"]!.GetValue<string>(), Status: control["statusInReport"]!.GetValue<string>()))
            .ToList();

        found.ShouldNotBeEmpty();
        found.ShouldAllBe(control => statuses[control.Key] == control.Status);
    }

    [Fact]
    public async Task Ocsf_SameFindingInTwoReports_HasTheSameUid()
    {
        var first = SampleReports.Single();
        var second = first with { ReportId = "0b9e8d7c-6f5a-8e4d-a3c2-b1a09f8e7d6c", AuditId = "another", GeneratedAt = first.GeneratedAt.AddDays(1) };

        (await EventsAsync(first)).Select(one => one["finding_info"]!["uid"]!.GetValue<string>())
            .ShouldBe((await EventsAsync(second)).Select(one => one["finding_info"]!["uid"]!.GetValue<string>()));
        (await EventsAsync(first))[0]["metadata"]!["uid"]!.GetValue<string>().ShouldNotBe((await EventsAsync(second))[0]["metadata"]!["uid"]!.GetValue<string>());
    }

    private static async Task<List<string>> LinesAsync(AuditReport report) => [.. (await Renderers.RenderTextAsync("ocsf", report)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static async Task<List<JsonNode>> EventsAsync(AuditReport report) => [.. (await LinesAsync(report)).Select(line => JsonNode.Parse(line)!)];
}
