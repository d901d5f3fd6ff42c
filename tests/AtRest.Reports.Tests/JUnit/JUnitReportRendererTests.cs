using System.Text;
using System.Xml;
using System.Xml.Linq;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Tests.Samples;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Reports.Tests.JUnit;

public sealed class JUnitReportRendererTests
{
    public static TheoryData<string> Samples => NamedReports.Names;

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task JUnit_ReportOfAnyKind_IsASuitePerClusterAndACasePerRule(string sample)
    {
        var report = NamedReports.Of(sample);
        foreach (var unknown in Enum.GetValues<JUnitUnknown>())
        {
            var text = await RenderAsync(report, unknown);

            ErrorsOf(text).ShouldBeEmpty();
            var suites = XDocument.Parse(text).Root!.Elements("testsuite").ToList();
            suites.Count.ShouldBe(report.Clusters.Count + (report.Findings.IsEmpty ? 0 : 1));
            suites.Zip(report.Clusters).ShouldAllBe(pair => pair.First.Elements("testcase").Count() == pair.Second.Findings.Select(finding => finding.RuleId).Distinct().Count());
            foreach (var suite in suites)
            {
                suite.Attribute("tests")!.Value.ShouldBe($"{suite.Elements("testcase").Count()}");
                suite.Attribute("failures")!.Value.ShouldBe($"{suite.Descendants("failure").Count()}");
                suite.Attribute("skipped")!.Value.ShouldBe($"{suite.Descendants("skipped").Count()}");
            }
        }
    }

    [Theory]
    [InlineData(JUnitUnknown.Failure, "failure")]
    [InlineData(JUnitUnknown.Skipped, "skipped")]
    public async Task JUnit_Unknown_IsAsTheOptionSays(JUnitUnknown unknown, string expected)
    {
        var report = NamedReports.Of("not evaluated");
        var suite = XDocument.Parse(await RenderAsync(report, unknown)).Root!.Element("testsuite")!;

        suite.Elements("testcase").ShouldAllBe(one => one.Element(expected) != null && one.Element(expected)!.Attribute("message")!.Value.StartsWith("Unknown: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task JUnit_StatusOfARule_IsTheWorstOfItsFindings()
    {
        var pass = SampleFindings.Pass("KMS-2", "The key is enabled", "Enabled.") with { Severity = Severity.Critical };
        var fail = pass with { Status = FindingStatus.Fail, Message = "Disabled.", Resource = SampleClusters.SecondaryKey };
        var waived = fail with { Waiver = new() { Rule = "KMS-2", Cluster = "c", Reason = "r", Owner = "o", ApprovedBy = "a", Expires = new DateOnly(2027, 1, 1) } };
        var unknown = pass with { Status = FindingStatus.Unknown };

        (await ResultAsync(pass, fail, unknown)).ShouldBe("failure required.critical");
        (await ResultAsync(pass, unknown, waived)).ShouldBe("failure required.unknown");
        (await ResultAsync(pass, waived)).ShouldBe("skipped ");
        (await ResultAsync(pass, pass with { Status = FindingStatus.NotApplicable })).ShouldBe("passed");
        (await ResultAsync(pass with { Status = FindingStatus.NotApplicable })).ShouldBe("skipped ");
    }

    [Fact]
    public async Task JUnit_ClustersWithTheSameName_HaveTheirIds()
    {
        var report = new ReportBuilder()
            .WithCluster(SampleClusters.External("payments", "c-1"), SampleFindings.AboutDeclaration())
            .WithCluster(SampleClusters.External("payments", "c-2"), SampleFindings.AboutDeclaration())
            .Build();

        XDocument.Parse(await RenderAsync(report, JUnitUnknown.Failure)).Root!.Elements("testsuite").Select(suite => suite.Attribute("name")!.Value).ShouldBe(["payments (c-1)", "payments (c-2)"], ignoreOrder: true);
    }

    /// <summary>What the schema does not accept.</summary>
    internal static IReadOnlyList<string> ErrorsOf(string xml)
    {
        var errors = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(null, ForeignSchema.PathOf("junit.xsd"));
        settings.ValidationEventHandler += (_, entry) => errors.Add(entry.Message);
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read())
        {
        }

        return errors;
    }

    private static async Task<string> ResultAsync(params Finding[] findings)
    {
        var report = new ReportBuilder().WithCluster(SampleClusters.External("payments"), findings).Build();
        var one = XDocument.Parse(await RenderAsync(report, JUnitUnknown.Failure)).Descendants("testcase").Single();
        return one.Elements().SingleOrDefault() is { } result ? $"{result.Name} {result.Attribute("type")?.Value}" : "passed";
    }

    private static async Task<string> RenderAsync(AuditReport report, JUnitUnknown unknown)
    {
        await using var services = new ServiceCollection().AddAtRestReports(new ReportOptions { JUnitUnknown = unknown }).BuildServiceProvider();
        using var stream = new MemoryStream();
        await services.GetServices<IReportRenderer>().Single(renderer => renderer.Format == "junit").RenderAsync(report, stream, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
