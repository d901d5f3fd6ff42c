using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;
using AtRest.FakeClouds.Aws.Kms;

namespace AtRest.EndToEnd.Tests.Audits;

public sealed class PreviousReportTests : CloudTest
{
    [Fact]
    public async Task Audit_AfterAnEarlierReport_SaysWhatChanged()
    {
        var inventory = await ArrangeAsync(new Fleet(2));
        await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--output", InFolder("reports"));
        await Cloud.DisposeAsync();
        inventory = await ArrangeAsync(new Fleet(2, SecondHasChanged));

        var result = await AtRestProcess.RunAsync(
            Settings, "audit", "--inventory", inventory, "--output", InFolder("reports"), "--previous", InFolder("reports"), "--save-evidence", InFolder("evidence"), "--json");

        result.ExitCode.ShouldBe(1, result.ToString());
        Changes(result).Select(change => $"{change.GetProperty("kind")} {Text(change, "ruleId")}").ShouldBe(["verdict ", "findingOpened KMS-2", "findingOpened KPOL-5", "keyPolicy "]);
        Changes(result)[^1].GetProperty("difference").GetString()!.ShouldContain("-      \"Action\": \"kms:*\"");

        var again = await AtRestProcess.RunAsync(Settings, "audit", "--evidence", InFolder("evidence"), "--json");
        again.Output.ShouldBe(result.Output);
    }

    [Fact]
    public async Task Audit_NothingChanged_SaysSoOnTheTerminal()
    {
        var inventory = await ArrangeAsync(new Fleet(1));
        var first = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--json");
        var lines = await WriteAsync("all.jsonl", first.Output);

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--previous", lines);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("Nothing has changed since the report of");
    }

    [Fact]
    public async Task Audit_OfPreviousThatIsNoReport_IsInvalidInputAndReadsNoCloud()
    {
        var inventory = await ArrangeAsync(new Fleet(1));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--previous", inventory);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain("schemaVersion");
        Cloud.Calls.ShouldBeEmpty();
    }

    private static FakeKey SecondHasChanged(int number, FakeKey key) => number == 2
        ? key with { State = "Disabled", Policy = key.Policy!.Replace("\"kms:*\"", "\"kms:DescribeKey\"", StringComparison.Ordinal) }
        : key;

    private static List<JsonElement> Changes(ProcessResult result) => [.. JsonElement.Parse(result.Output).GetProperty("changes").EnumerateArray()];

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString()! : "";
}
