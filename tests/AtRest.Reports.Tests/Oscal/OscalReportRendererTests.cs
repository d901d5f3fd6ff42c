using System.Text.Json;
using System.Text.RegularExpressions;
using AtRest.Core.Controls;
using AtRest.Reports.Oscal;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Oscal;

public sealed partial class OscalReportRendererTests
{
    public static TheoryData<string> Samples => NamedReports.Names;

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Oscal_ReportOfAnyKind_IsValidAndItsReferencesResolve(string sample)
    {
        var text = await Renderers.RenderTextAsync("oscal", NamedReports.Of(sample));

        (await ForeignSchema.Oscal.ErrorsAsync(text)).ShouldBeEmpty();
        var (defined, used) = (new List<string>(), new List<string>());
        Walk(JsonDocument.Parse(text).RootElement, defined, used);
        defined.ShouldBeUnique();
        used.Except(defined).ShouldBeEmpty();
        used.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Oscal_BigFleet_ResolvesItsReferences()
    {
        var text = await Renderers.RenderTextAsync("oscal", SampleReports.Large(OscalObservations.MostLinkedClusters + 1));
        var (defined, used) = (new List<string>(), new List<string>());
        Walk(JsonDocument.Parse(text).RootElement, defined, used);

        used.Except(defined).ShouldBeEmpty();
        Result(text).GetProperty("findings").EnumerateArray().Count(finding => finding.TryGetProperty("related-observations", out _)).ShouldBe(0);
    }

    [Theory]
    [InlineData("bank")]
    [InlineData("single")]
    [InlineData("waived")]
    [InlineData("not evaluated")]
    public async Task Oscal_Findings_ClaimNoMoreThanTheReport(string sample)
    {
        var report = NamedReports.Of(sample);
        var expected = report.Frameworks.SelectMany(framework => framework.Controls.Where(control => control.Status != ControlStatus.NotApplicable)
            .Select(control => (Target: OscalControlIds.StatementOf(framework.Name, control.Control.Id), State: control.Status == ControlStatus.Pass ? "satisfied" : "not-satisfied")));

        var result = Result(await Renderers.RenderTextAsync("oscal", report));

        result.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("target"))
            .Select(target => (target.GetProperty("target-id").GetString()!, target.GetProperty("status").GetProperty("state").GetString()!)).ShouldBe(expected);
        var reviewed = result.GetProperty("reviewed-controls").GetProperty("control-selections").EnumerateArray()
            .SelectMany(selection => selection.GetProperty("include-controls").EnumerateArray().Select(control => control.GetProperty("control-id").GetString() + "_smt"));
        expected.Select(entry => entry.Target).Except(reviewed).ShouldBeEmpty();
    }

    [Fact]
    public async Task Oscal_Risks_AreTheFailuresAndWaivedOnesAreApproved()
    {
        var result = Result(await Renderers.RenderTextAsync("oscal", SampleReports.Bank()));

        result.GetProperty("risks").EnumerateArray().Select(risk => risk.GetProperty("status").GetString()).Distinct().Order().ShouldBe(["deviation-approved", "open"]);
        Result(await Renderers.RenderTextAsync("oscal", SampleReports.Waived())).GetProperty("risks").EnumerateArray().Single().GetProperty("status").GetString().ShouldBe("deviation-approved");
        Result(await Renderers.RenderTextAsync("oscal", SampleReports.Single())).TryGetProperty("risks", out _).ShouldBeFalse();
    }

    [Fact]
    public void ControlIds_OfAllControls_AreUniqueTokens()
    {
        var ids = ControlCatalog.Frameworks.SelectMany(framework => framework.Controls.Select(control => OscalControlIds.Of(framework.Name, control.Id))).ToList();

        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => Token().IsMatch(id));
        ids.ShouldContain("sc-28.1");
        ids.ShouldContain("pci-dss-4.0.1_3.7.4");
    }

    [Fact]
    public async Task Oscal_SameClusterInTwoReports_IsTheSameComponent()
    {
        var first = SampleReports.Single();
        var second = first with { ReportId = "0b9e8d7c-6f5a-8e4d-a3c2-b1a09f8e7d6c", AuditId = "another" };

        string Component(string text) => Result(text).GetProperty("local-definitions").GetProperty("components")[0].GetProperty("uuid").GetString()!;
        Component(await Renderers.RenderTextAsync("oscal", first)).ShouldBe(Component(await Renderers.RenderTextAsync("oscal", second)));
    }

    private static JsonElement Result(string text) => JsonDocument.Parse(text).RootElement.GetProperty("assessment-results").GetProperty("results")[0];

    private static void Walk(JsonElement element, List<string> defined, List<string> used)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Walk(item, defined, used);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (property.Name == "uuid")
                {
                    defined.Add(property.Value.GetString()!);
                }
                else if (property.Name.EndsWith("-uuid", StringComparison.Ordinal))
                {
                    used.Add(property.Value.GetString()!);
                }
                else if (property.Name == "href" && property.Value.GetString() is ['#', ..] reference)
                {
                    used.Add(reference[1..]);
                }

                Walk(property.Value, defined, used);
            }
        }
    }

    [GeneratedRegex(@"^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$")]
    private static partial Regex Token();
}
