using System.Text.Json;
using System.Text.RegularExpressions;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Audits;

/// <summary>A role that cannot be assumed is one cause: one call in the evidence, one group with one thing to do.</summary>
public sealed partial class AccessRefusalTests : CloudTest
{
    [Theory]
    [InlineData("wrong", "the external ID in it (sts:ExternalId) is the one that the inventory declares")]
    [InlineData(null, "If the trust policy requires an external ID (sts:ExternalId)")]
    public async Task Audit_RoleIsRefused_IsOneCallAndOneGroup(string? externalId, string remedy)
    {
        var inventory = await ArrangeAsync(AccessWorld.Scenario(), AccessWorld.Inventory(externalId));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--output", InFolder("reports"), "--save-evidence", InFolder("evidence"), "--organization", "acme");

        result.ExitCode.ShouldBe(2, result.ToString());
        Cloud.Calls.ShouldBe(new Dictionary<string, int> { ["sts:AssumeRole"] = 1 });
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(InFolder("reports", "acme", "report.json"), Cancellation));
        var entry = report.RootElement.GetProperty("evidence").EnumerateArray().ShouldHaveSingleItem();
        (entry.GetProperty("source").GetString(), entry.GetProperty("resource").GetString(), entry.GetProperty("outcome").GetString()).ShouldBe(("sts:AssumeRole", AccessWorld.Role, "denied"));
        var unknown = report.RootElement.GetProperty("clusters")[0].GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("status").GetString() == "unknown").ToList();
        unknown.Count.ShouldBeGreaterThan(15);
        unknown.ShouldAllBe(finding => ReportJson.RemedyOf(report.RootElement, finding)!.Contains(remedy, StringComparison.Ordinal));
        unknown.ShouldAllBe(finding => finding.GetProperty("message").GetString()!.Contains("is not authorized to perform: sts:AssumeRole", StringComparison.Ordinal));
        unknown.ShouldAllBe(finding => finding.GetProperty("evidence")[0].GetString() == entry.GetProperty("id").GetString());
        ToDo().Count(result.Output).ShouldBe(1, result.Output);
        HtmlToDo().Count(await File.ReadAllTextAsync(InFolder("reports", "acme", "report.html"), Cancellation)).ShouldBe(1);
        var saved = await File.ReadAllTextAsync(InFolder("evidence", "acme", "evidence.json"), Cancellation);
        saved.ShouldContain("\"notAttempted\"");

        var again = await AtRestProcess.RunAsync(Settings, "audit", "--evidence", InFolder("evidence"), "--output", InFolder("again"));
        again.ExitCode.ShouldBe(2, again.ToString());
        (await File.ReadAllBytesAsync(InFolder("again", "acme", "report.json"), Cancellation)).ShouldBe(await File.ReadAllBytesAsync(InFolder("reports", "acme", "report.json"), Cancellation));
    }

    [Fact]
    public async Task Audit_CallerMayNotAssumeRoles_SaysSoInsteadOfBlamingTheTrustPolicy()
    {
        var inventory = await ArrangeAsync(AccessWorld.Scenario(world => world.Deny("sts:AssumeRole")), AccessWorld.Inventory());

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--organization", "acme", "--json");

        result.Output.ShouldContain($"Allow sts:AssumeRole on {AccessWorld.Role} in the identity-based policy of arn:aws:iam::999988887777:user/base.");
        result.Output.ShouldNotContain("trust policy");
    }

    [Fact]
    public async Task Audit_CloudsUnreachable_IsOneGroupAboutTheNetwork()
    {
        var inventory = await WriteAsync("inventory.json", AccessWorld.Inventory());

        var result = await AtRestProcess.RunAsync(CliSettings.For(new Uri("http://127.0.0.1:9")), "audit", "--inventory", inventory, "--organization", "acme");

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Output.ShouldContain("Connection refused");
        result.Output.ShouldContain("To do: Check the network, the proxy and AWS_ENDPOINT_URL");
        ToDo().Count(result.Output).ShouldBe(1, result.Output);
    }

    [Fact]
    public async Task Audit_CloudsUnreachableAndNoRoleDeclared_IsOneGroupToo()
    {
        var inventory = await WriteAsync("inventory.json", new Fleet(3).Inventory);

        var result = await AtRestProcess.RunAsync(CliSettings.For(new Uri("http://127.0.0.1:9")), "audit", "--inventory", inventory, "--json");

        using var report = JsonDocument.Parse(result.Output);
        var remedies = report.RootElement.GetProperty("clusters").EnumerateArray().SelectMany(cluster => cluster.GetProperty("findings").EnumerateArray())
            .Where(finding => finding.GetProperty("status").GetString() == "unknown").Select(finding => ReportJson.RemedyOf(report.RootElement, finding)).Distinct().ToList();
        remedies.ShouldHaveSingleItem()!.ShouldContain("Check the network");
    }

    [Fact]
    public async Task Audit_Verbose_ShowsTheInnerExceptions()
    {
        var inventory = await WriteAsync("inventory.json", AccessWorld.Inventory());
        var settings = CliSettings.For(new Uri("http://127.0.0.1:9"));

        var verbose = await AtRestProcess.RunAsync(settings, "audit", "--inventory", inventory, "--organization", "acme", "--verbose");
        var quiet = await AtRestProcess.RunAsync(settings, "audit", "--inventory", inventory, "--organization", "acme");

        verbose.ExitCode.ShouldBe(2, verbose.ToString());
        verbose.Error.ShouldContain($"sts:AssumeRole on {AccessWorld.Role} failed: ");
        verbose.Error.ShouldContain("---> System.Net.Sockets.SocketException");
        quiet.Error.ShouldNotContain("SocketException");
    }

    [GeneratedRegex("^ +To do:", RegexOptions.Multiline)]
    private static partial Regex ToDo();

    [GeneratedRegex("<dt>(To do|Remedy)</dt>")]
    private static partial Regex HtmlToDo();
}
