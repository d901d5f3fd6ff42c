using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtRest.Core.Audits;
using AtRest.Reports.Tests.Samples;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Reports.Tests;

/// <summary>What is sent to a SIEM, against the documentation and the schema of others.</summary>
public sealed partial class FindingBatchesTests
{
    private static readonly FindingTarget Target = new() { AwsAccountId = "111122223333", AwsRegion = "eu-central-1" };

    public static TheoryData<string> Samples => NamedReports.Names;

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Ocsf_ReportOfAnyKind_HasTheEventsOfTheFile(string sample)
    {
        var report = NamedReports.Of(sample);

        var events = Write("ocsf", report).SelectMany(batch => JsonNode.Parse(batch.Body)!.AsArray()).Select(one => one!.ToJsonString()).ToList();

        var lines = (await Renderers.RenderTextAsync("ocsf", report)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        events.ShouldBe(lines.Select(line => JsonNode.Parse(line)!.ToJsonString()));
        foreach (var one in events)
        {
            (await ForeignSchema.Ocsf.ErrorsAsync(one)).ShouldBeEmpty();
        }
    }

    /// <summary>Required attributes, values and lengths: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void Asff_ReportOfAnyKind_IsWhatSecurityHubTakes(string sample)
    {
        var report = NamedReports.Of(sample);
        var findings = Write("asff", report).SelectMany(batch => JsonNode.Parse(batch.Body)!["Findings"]!.AsArray()).Select(finding => finding!).ToList();

        findings.Count.ShouldBe(report.Clusters.Sum(cluster => cluster.Findings.Length) + report.Findings.Length);
        findings.Select(finding => Text(finding, "Id")).ShouldBeUnique();
        foreach (var finding in findings)
        {
            Text(finding, "SchemaVersion").ShouldBe("2018-10-08");
            Text(finding, "ProductArn").ShouldBe("arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default");
            Text(finding, "AwsAccountId").ShouldBe("111122223333");
            Lengths(finding, ("Id", 512), ("GeneratorId", 512), ("Title", 256), ("Description", 1024));
            foreach (var time in new[] { "CreatedAt", "UpdatedAt" })
            {
                Text(finding, time).ShouldMatch("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z$");
                DateTimeOffset.Parse(Text(finding, time), CultureInfo.InvariantCulture).ShouldBe(report.GeneratedAt);
            }

            Text(finding["Severity"]!, "Label").ShouldBeOneOf("INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL");
            Text(finding["Compliance"]!, "Status").ShouldBeOneOf("PASSED", "WARNING", "FAILED", "NOT_AVAILABLE");
            Text(finding["Workflow"]!, "Status").ShouldBeOneOf("NEW", "NOTIFIED", "RESOLVED", "SUPPRESSED");
            Text(finding, "RecordState").ShouldBeOneOf("ACTIVE", "ARCHIVED");
            var types = finding["Types"]!.AsArray();
            types.Count.ShouldBeInRange(1, 50);
            types[0]!.GetValue<string>().Split('/')[0].ShouldBeOneOf("Software and Configuration Checks", "TTPs", "Effects", "Unusual Behaviors", "Sensitive Data Identifications");
            (finding["Compliance"]!["RelatedRequirements"]?.AsArray().Count ?? 0).ShouldBeLessThanOrEqualTo(32);
            if (finding["Remediation"]?["Recommendation"] is { } recommendation)
            {
                (recommendation["Text"]?.GetValue<string>().Length ?? 1).ShouldBeInRange(1, 512);
            }

            var fields = finding["ProductFields"]!.AsObject();
            fields.Count.ShouldBeInRange(1, 50);
            fields.ShouldAllBe(field => field.Key.Length <= 128 && field.Value!.GetValue<string>().Length <= 2048);
            var resources = finding["Resources"]!.AsArray();
            resources.Count.ShouldBeInRange(1, 32);
            foreach (var resource in resources)
            {
                Lengths(resource!, ("Type", 256), ("Id", 512));
                (resource!["Region"]?.GetValue<string>().Length ?? 1).ShouldBeInRange(1, 16);
                (resource["Partition"]?.GetValue<string>() ?? "aws").ShouldBeOneOf("aws", "aws-cn", "aws-us-gov");
                (resource["Details"]?["Other"]?.AsObject() ?? []).ShouldAllBe(other => other.Value!.GetValue<string>().Length <= 1024);
            }

            Encoding.UTF8.GetByteCount(finding.ToJsonString()).ShouldBeLessThan(240_000);
            Texts(finding).ShouldAllBe(text => !string.IsNullOrWhiteSpace(text) && !Invisible().IsMatch(text));
        }
    }

    [Theory]
    [InlineData("KMS-2", "FAILED", "CRITICAL", "NEW")]
    [InlineData("KPOL-1", "WARNING", null, "NEW")]
    [InlineData("KMS-1", "PASSED", "INFORMATIONAL", "RESOLVED")]
    [InlineData("KMS-7", "NOT_AVAILABLE", "INFORMATIONAL", "RESOLVED")]
    public void Asff_Status_IsTheOneOfTheFinding(string rule, string compliance, string? severity, string workflow)
    {
        var finding = Write("asff", SampleReports.Bank()).SelectMany(batch => JsonNode.Parse(batch.Body)!["Findings"]!.AsArray()).First(one => Text(one!, "GeneratorId") == $"atrest/{rule}")!;

        Text(finding["Compliance"]!, "Status").ShouldBe(compliance);
        Text(finding["Workflow"]!, "Status").ShouldBe(workflow);
        if (severity is not null)
        {
            Text(finding["Severity"]!, "Label").ShouldBe(severity);
        }
    }

    [Fact]
    public void Asff_WaivedFailure_IsSuppressedAndStillFails()
    {
        var finding = Write("asff", SampleReports.Waived()).SelectMany(batch => JsonNode.Parse(batch.Body)!["Findings"]!.AsArray()).Single(one => one!["ProductFields"]!["atrest/waiver"] is not null)!;

        Text(finding["Workflow"]!, "Status").ShouldBe("SUPPRESSED");
        Text(finding["Compliance"]!, "Status").ShouldBe("FAILED");
        Text(finding["ProductFields"]!, "atrest/waiver").ShouldStartWith("until 2027-03-31: ");
    }

    [Theory]
    [InlineData("cn-north-1", "arn:aws-cn:securityhub:cn-north-1:")]
    [InlineData("us-gov-west-1", "arn:aws-us-gov:securityhub:us-gov-west-1:")]
    public void Asff_OtherPartition_IsInTheProduct(string region, string product)
    {
        var batch = Batches("asff").Write(SampleReports.Single(), Target with { AwsRegion = region }).First();

        Text(JsonNode.Parse(batch.Body)!["Findings"]![0]!, "ProductArn").ShouldStartWith(product);
    }

    [Theory]
    [InlineData("ocsf")]
    [InlineData("asff")]
    public void Write_ManyOrLargeFindings_AreInBatchesWithinTheBounds(string format)
    {
        var small = SampleReports.Large(1);
        var audit = small.Clusters.Single();
        var first = audit.Findings[0];
        var many = small with { Clusters = [audit with { Findings = [.. Enumerable.Range(0, 250).Select(number => first with { Resource = $"key-{number}" })] }], Findings = [] };
        var large = small with { Clusters = [audit with { Findings = [.. Enumerable.Range(0, 10).Select(number => first with { Resource = $"key-{number}", Message = new string('m', 150_000) })] }], Findings = [] };

        Write(format, many).Select(batch => batch.Findings).ShouldBe([100, 100, 50]);
        var batches = Write(format, large);
        batches.Sum(batch => batch.Findings).ShouldBe(10);
        batches.ShouldAllBe(batch => batch.Findings == 1 || batch.Body.Length <= 256 * 1024);
        Write(format, small with { Clusters = [], Findings = [] }).ShouldBeEmpty();
    }

    private static IFindingBatches Batches(string format) => new ServiceCollection().AddAtRestReports().BuildServiceProvider().GetServices<IFindingBatches>().Single(batches => batches.Format == format);

    private static List<FindingBatch> Write(string format, AuditReport report) => [.. Batches(format).Write(report, Target)];

    private static string Text(JsonNode node, string name) => node[name].ShouldNotBeNull(name).GetValue<string>();

    private static void Lengths(JsonNode node, params (string Name, int Longest)[] texts)
    {
        foreach (var (name, longest) in texts)
        {
            Text(node, name).Length.ShouldBeInRange(1, longest, name);
        }
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    [GeneratedRegex("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069-[\\n\\t]]")]
    private static partial Regex Invisible();
}
