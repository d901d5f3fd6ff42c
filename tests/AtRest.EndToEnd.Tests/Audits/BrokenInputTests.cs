using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Audits;

public sealed class BrokenInputTests : CloudTest
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[1, 2, 3]")]
    [InlineData("{ \"organizations\": [] }")]
    [InlineData("{ \"organizations\": [{ \"id\": \"acme\", \"name\": \"Acme\", \"clusters\": [] }] }")]
    [InlineData("\0\u0001\u0002\u0003PK\u0004")]
    [InlineData("{ \"organizations\": [{ \"id\": \"../../etc\", \"name\": \"Acme\", \"clusters\": [] }] }")]
    public async Task Inventory_Broken_IsInvalidInput(string content)
    {
        var inventory = await WriteAsync("inventory.json", content);

        foreach (var arguments in new string[][] { ["audit", "--inventory", inventory], ["inventory", "validate", inventory] })
        {
            var result = await AtRestProcess.RunAsync(new CliSettings(), arguments);

            result.ExitCode.ShouldBe(3, result.ToString());
            result.Output.ShouldBeEmpty();
            result.Error.ShouldNotBeEmpty();
            result.Error.ShouldNotContain("   at ");
        }
    }

    [Fact]
    public async Task Inventory_SeveralErrors_ReportsEachWithItsPlace()
    {
        var inventory = await WriteAsync("inventory.json", new Fleet(2).Inventory.Replace("arn:aws:kms:eu", "arn:aws:kmz:eu", StringComparison.Ordinal));

        var result = await AtRestProcess.RunAsync(new CliSettings(), "inventory", "validate", inventory);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.Split('\n').Count(line => line.StartsWith($"{inventory}:1:", StringComparison.Ordinal) && line.Contains("primaryKeyArn", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Inventory_Right_IsCounted()
    {
        var result = await AtRestProcess.RunAsync(new CliSettings(), "inventory", "validate", await WriteAsync("inventory.json", new Fleet(2).Inventory));

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("2 External");
    }

    [Fact]
    public async Task Inventory_OfAHundredMebibytes_IsAnsweredSoon()
    {
        var path = InFolder("huge.json");
        await using (var stream = File.Create(path))
        {
            await stream.WriteAsync("{ \"organizations\": [ "u8.ToArray(), Cancellation);
            stream.SetLength(100 * 1024 * 1024);
        }

        var result = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--inventory", path);

        result.ExitCode.ShouldBe(3, result.ToString());
    }

    [Theory]
    [InlineData("missing.json", "cannot be read")]
    [InlineData(".", "is a folder")]
    public async Task Inventory_NotAFile_IsInvalidInput(string name, string expected)
    {
        var result = await AtRestProcess.RunAsync(new CliSettings(), "audit", "--inventory", InFolder(name));

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain(expected);
    }

    [Theory]
    [InlineData("--organization", "acmee", "Did you mean 'acme'?")]
    [InlineData("--cluster", "0a1f6c52-3d0e-4b7a-9c11-000000000009", "Did you mean '0a1f6c52-3d0e-4b7a-9c11-00000000000")]
    [InlineData("--cluster", "cluster-2", "is the name of a cluster; its id is needed: 0a1f6c52-3d0e-4b7a-9c11-000000000002")]
    public async Task Audit_UnknownId_SaysWhatWasProbablyMeant(string option, string id, string expected)
    {
        var inventory = await ArrangeAsync(new Fleet(2));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, option, id);

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain(expected);
        Cloud.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--output")]
    [InlineData("--save-evidence")]
    public async Task Audit_OutputCannotBeWritten_IsReportedBeforeAnyCall(string option)
    {
        var inventory = await ArrangeAsync(new Fleet(1));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, option, Path.Combine(inventory, "below-a-file"));

        result.ExitCode.ShouldBe(3, result.ToString());
        result.Error.ShouldContain(option);
        Cloud.Calls.ShouldBeEmpty();
    }
}
