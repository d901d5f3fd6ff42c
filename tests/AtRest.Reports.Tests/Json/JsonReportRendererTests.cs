using System.Text;
using System.Text.Json;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Json;

public sealed class JsonReportRendererTests
{
    [Theory]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task Render_SameReportTwice_GivesSameBytes(string format)
    {
        var first = await Renderers.RenderAsync(format, SampleReports.Bank());

        (await Renderers.RenderAsync(format, SampleReports.Bank())).ShouldBe(first);
    }

    [Fact]
    public async Task Render_AnyReport_WritesFieldsInTheContractsOrder()
    {
        using var document = JsonDocument.Parse(await Renderers.RenderAsync("json", SampleReports.Bank()));

        Names(document.RootElement).ShouldBe(
            ["schemaVersion", "reportId", "auditId", "organization", "generatedAt", "tool", "parameters", "scope", "headline", "period", "collectedAs", "verdict", "summary", "clusters", "findings", "rules", "advice", "statements", "waivers", "evidence", "frameworks", "keyPolicies", "previousReportId", "previousGeneratedAt", "changes", "trend"]);
        Names(document.RootElement.GetProperty("summary")).ShouldBe(["clusters", "undeclared", "compliant", "nonCompliant", "indeterminate", "findings", "waived"]);
        Names(document.RootElement.GetProperty("clusters")[0]).ShouldBe(
            ["id", "name", "stage", "provider", "region", "backupRegion", "declared", "verdict", "statements", "findings"]);
        Names(document.RootElement.GetProperty("clusters")[0].GetProperty("findings")[5]).ShouldBe(
            ["ruleId", "title", "status", "severity", "key", "message", "advice", "evidence"]);
        Names(document.RootElement.GetProperty("waivers")[0]).ShouldBe(["rule", "cluster", "reason", "owner", "approvedBy", "expires", "state"]);
        Names(document.RootElement.GetProperty("evidence")[0]).ShouldBe(["id", "source", "resource", "collectedAt", "sha256", "outcome"]);
    }

    [Fact]
    public async Task Render_TimesWithOffset_AreUtc()
    {
        var report = SampleReports.Single() with { GeneratedAt = new DateTimeOffset(2026, 11, 24, 3, 0, 7, 250, TimeSpan.FromHours(1)) };

        using var document = JsonDocument.Parse(await Renderers.RenderAsync("json", report));

        document.RootElement.GetProperty("generatedAt").GetString().ShouldBe("2026-11-24T02:00:07.25Z");
    }

    [Fact]
    public async Task Render_JsonLines_IsOneLineWithTheSameDocument()
    {
        var line = await Renderers.RenderTextAsync("jsonl", HostileReports.Everywhere());

        line.TrimEnd('\n').ShouldNotContain('\n');
        line.ShouldEndWith("\n");
        line.AsSpan(..^1).ToString().EnumerateRunes().ShouldAllBe(rune => !Rune.IsControl(rune) && rune.Value != 0x2028);
        JsonElement.DeepEquals(JsonElement.Parse(line), JsonElement.Parse(await Renderers.RenderTextAsync("json", HostileReports.Everywhere()))).ShouldBeTrue();
    }

    [Fact]
    public async Task Render_HostileTexts_KeepsThemAndEscapesWhatIsDangerous()
    {
        var json = await Renderers.RenderTextAsync("json", HostileReports.Everywhere());

        json.ShouldNotContain('<');
        json.ShouldNotContain('\u202E');
        json.ShouldContain("日本語");
        var name = JsonElement.Parse(json).GetProperty("organization").GetProperty("name").GetString()!;
        name.ShouldStartWith(HostileReports.Script + HostileReports.Attribute + HostileReports.Bidi + "\uFFFD high, low \uFFFD");
    }

    [Fact]
    public async Task Render_TokenCancelled_Throws()
    {
        using var stream = new MemoryStream();
        var cancelled = new CancellationToken(canceled: true);

        foreach (var format in new[] { "json", "jsonl", "html" })
        {
            await Should.ThrowAsync<OperationCanceledException>(() => Renderers.Of(format).RenderAsync(SampleReports.Bank(), stream, cancelled));
        }

        stream.Length.ShouldBe(0);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
