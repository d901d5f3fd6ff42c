using System.Text.Json;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests;

/// <summary>What Camunda reports, beside what is declared.</summary>
public sealed class ReportedClusterTests
{
    [Fact]
    public async Task Json_Cluster_HasCamundasOwnWords()
    {
        using var document = JsonDocument.Parse(await Renderers.RenderAsync("json", ReportedClusters.Report()));

        var clusters = document.RootElement.GetProperty("clusters").EnumerateArray().ToDictionary(cluster => cluster.GetProperty("name").GetString()!);
        JsonSerializer.Serialize(clusters["payments"].GetProperty("reported")).ShouldBe(
            $$"""{"type":"External","status":"Ready","primaryKeyArn":"{{SampleClusters.PrimaryKey}}","region":"Frankfurt, Europe (eu-central-1)","backupRegion":"Ireland, Europe (eu-west-1)"}""");
        JsonSerializer.Serialize(clusters["stranger"].GetProperty("reported")).ShouldBe("{}");
        JsonSerializer.Serialize(clusters["stranger"].GetProperty("declared")).ShouldBe("""{"type":"Undeclared"}""");
    }

    [Fact]
    public async Task Html_Cluster_ShowsCamundasWordBesideTheDeclaredOne()
    {
        var page = await Renderers.RenderTextAsync("html", ReportedClusters.Report());

        page.ShouldContain("Camunda reports &lt;Quantum&gt;");
        page.ShouldContain("External, Ready, Frankfurt, Europe (eu-central-1), backup Ireland, Europe (eu-west-1)");
        page.ShouldContain("Secondary key that Camunda reports");
        page.ShouldContain("no encryption type");
        page.ShouldContain("Not declared");
        page.ShouldNotContain("Primary key that Camunda reports", Case.Sensitive, "It is the declared one.");
    }
}
