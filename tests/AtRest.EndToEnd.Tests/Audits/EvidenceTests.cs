using AtRest.EndToEnd.Tests.Support;
using AtRest.FakeClouds.Aws.Kms;

namespace AtRest.EndToEnd.Tests.Audits;

public sealed class EvidenceTests : CloudTest
{
    [Fact]
    public async Task Evidence_JudgedAgainOffline_GivesTheSameBytes()
    {
        var inventory = await ArrangeAsync(new Fleet(3, OneDisabled));
        var live = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--save-evidence", InFolder("evidence"), "--output", InFolder("live"), "--json");
        Cloud.Reset();

        var again = await AtRestProcess.RunAsync(Settings, "audit", "--evidence", InFolder("evidence"), "--save-evidence", InFolder("copy"), "--output", InFolder("again"), "--json");

        again.ExitCode.ShouldBe(live.ExitCode, again.ToString());
        again.Output.ShouldBe(live.Output);
        foreach (var file in new[] { "report.json", "report.html" })
        {
            (await BytesAsync("again", "acme", file)).ShouldBe(await BytesAsync("live", "acme", file));
        }

        (await BytesAsync("copy", "acme", "evidence.json")).ShouldBe(await BytesAsync("evidence", "acme", "evidence.json"));
        Cloud.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Evidence_WithAnInventory_IsJudgedByItsDeclarations()
    {
        var inventory = await ArrangeAsync(new Fleet(1));
        await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--save-evidence", InFolder("evidence"));
        var redeclared = await WriteAsync("redeclared.json", (await File.ReadAllTextAsync(inventory, Cancellation)).Replace("tenant-1", "tenant-other", StringComparison.Ordinal));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--evidence", InFolder("evidence"), "--inventory", redeclared);

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Output.ShouldContain("KPOL-1");
    }

    [Fact]
    public async Task Evidence_NarrowedToACluster_GivesTheReportOfANarrowAudit()
    {
        var inventory = await ArrangeAsync(new Fleet(3, OneDisabled));
        await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--save-evidence", InFolder("evidence"));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--evidence", InFolder("evidence"), "--cluster", Fleet.ClusterId(1), "--json");

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldNotContain(Fleet.KeyArn(2));
    }

    [Theory]
    [InlineData("\"keyState\": \"Enabled\"", "\"keyState\": \"Disabled\"", "kms:DescribeKey of ")]
    [InlineData("kms:GenerateDataKey*", "kms:*", "kms:GetKeyPolicy of ")]
    [InlineData("\"isLogging\": true", "\"isLogging\": false", "cloudtrail:GetTrailStatus of ")]
    [InlineData("\"sha256\": \"", "\"sha256\": \"0", "has the SHA-256 0")]
    public async Task Evidence_ChangedAfterItWasSaved_IsRefusedWithTheEntrysName(string what, string with, string name)
    {
        var inventory = await ArrangeAsync(new Fleet(1));
        await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--save-evidence", InFolder("evidence"));
        var path = InFolder("evidence", "acme", "evidence.json");
        var saved = await File.ReadAllTextAsync(path, Cancellation);
        saved.ShouldContain(what);
        await File.WriteAllTextAsync(path, saved.Replace(what, with, StringComparison.Ordinal), Cancellation);

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--evidence", InFolder("evidence"), "--json");

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("was changed after AtRest saved it");
        result.Error.ShouldContain(name);
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Evidence_WrittenInAnotherLayout_IsJudged()
    {
        var inventory = await ArrangeAsync(new Fleet(1));
        await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--save-evidence", InFolder("evidence"));
        var path = InFolder("evidence", "acme", "evidence.json");
        var document = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(path, Cancellation))!;
        await File.WriteAllTextAsync(path, document.ToJsonString(), Cancellation);

        (await AtRestProcess.RunAsync(Settings, "audit", "--evidence", InFolder("evidence"))).ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"schemaVersion\":\"99\"}")]
    [InlineData("\0\u0001\u0002")]
    public async Task Evidence_Broken_IsInvalidInput(string content)
    {
        Directory.CreateDirectory(InFolder("evidence", "acme"));
        await WriteAsync(Path.Combine("evidence", "acme", "evidence.json"), content);

        var result = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--evidence", InFolder("evidence"));

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("evidence.json");
        result.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Evidence_EmptyFolder_IsInvalidInput()
    {
        var result = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--evidence", Folder);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("--save-evidence");
    }

    private static FakeKey OneDisabled(int number, FakeKey key) => number == 2 ? key with { State = "Disabled" } : key;

    private Task<byte[]> BytesAsync(params string[] parts) => File.ReadAllBytesAsync(InFolder(parts), Cancellation);
}
