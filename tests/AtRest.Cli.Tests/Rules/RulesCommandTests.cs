using System.Text.Json;
using AtRest.Cli.Tests.Support;
using AtRest.Core.Rules;

namespace AtRest.Cli.Tests.Rules;

public sealed class RulesCommandTests
{
    public static TheoryData<string> Ids => [.. RuleCatalog.Descriptors.Select(rule => rule.Id)];

    [Fact]
    public async Task List_Piped_HasHeadingsAndARuleOnEachLine()
    {
        var lines = (await CliRun.OfAsync("rules", "list")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["ID", "LEVEL", "SEVERITY", "TITLE"]);
        lines[1..].Select(line => line.Split(' ')[0]).ShouldBe(RuleCatalog.Descriptors.Select(rule => rule.Id));
        lines[1..].Zip(RuleCatalog.Descriptors).ShouldAllBe(entry => entry.First.EndsWith(entry.Second.Title, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public async Task List_OnATerminal_WrapsTheTitles(int width)
    {
        foreach (var arguments in new string[][] { ["rules", "list"], ["rules", "list", "--framework", "pci"], ["rules", "list", "--framework", "nist"] })
        {
            var run = await AtWidthAsync(width, arguments);

            run.Output.Split('\n').ShouldAllBe(line => line.Length <= width);
            run.Output.ShouldContain("\nKMS-6");
        }
    }

    [Fact]
    public async Task List_Json_IsAnArrayOfAllRules()
    {
        var run = await CliRun.OfAsync(environment => environment with { Variable = name => name == "AtRest__RulePages" ? "https://docs.example.com/rules" : null }, "rules", "list", "--json");

        var rules = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().ToList();
        rules.Select(rule => rule.GetProperty("id").GetString()).ShouldBe(RuleCatalog.Descriptors.Select(rule => rule.Id));
        var rotation = rules.Single(rule => rule.GetProperty("id").GetString() == "KMS-6");
        rotation.GetProperty("level").GetString().ShouldBe("recommended");
        rotation.GetProperty("severity").GetString().ShouldBe("medium");
        rotation.GetProperty("appliesTo").EnumerateArray().Select(type => type.GetString()).ShouldBe(["External"]);
        rotation.GetProperty("controls").GetProperty("PCI DSS 4.0.1").EnumerateArray().Select(id => id.GetString()).ShouldContain("3.7.4");
        rotation.GetProperty("page").GetString().ShouldBe("https://docs.example.com/rules/KMS-6.md");
        rules.Single(rule => rule.GetProperty("id").GetString() == "WAIV-1").GetProperty("appliesTo")[0].GetString().ShouldBe("organization");
    }

    [Fact]
    public async Task List_JsonOfAFramework_HasItsRulesAndControlsOnly()
    {
        var run = await CliRun.OfAsync("rules", "list", "--json", "--framework", "pci");

        var rules = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().ToList();
        rules.ShouldAllBe(rule => rule.GetProperty("controls").EnumerateObject().Single().Name == "PCI DSS 4.0.1");
        rules.Select(rule => rule.GetProperty("id").GetString()).ShouldNotContain("WAIV-1");
        rules.Any(rule => rule.TryGetProperty("page", out _)).ShouldBe(ProductVersion.RulePages is not null);
    }

    [Fact]
    public async Task List_OfAFramework_NamesItsRulesWithTheControls()
    {
        var run = await CliRun.OfAsync("rules", "list", "--framework", "pci");

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldStartWith("PCI DSS 4.0.1\nID ");
        run.Output.ShouldMatch("\nKMS-6 +recommended +medium +3\\.7\\.4 +The KMS key is rotated");
        run.Output.ShouldNotContain("WAIV-1");
    }

    [Fact]
    public async Task List_OfAnUnknownFramework_NamesTheKnownOnes()
    {
        var run = await CliRun.OfAsync("rules", "list", "--framework", "pcl");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("Did you mean 'pci'?");
        run.Error.ShouldContain("BSI C5:2025");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Show_EveryRule_PrintsItsPageWithinTheTerminal(string id)
    {
        foreach (var width in new[] { 60, 80 })
        {
            var run = await AtWidthAsync(width, "rules", "show", id.ToLowerInvariant());

            run.ExitCode.ShouldBe(0);
            run.Output.ShouldStartWith($"{id}: ");
            run.Output.ShouldContain("\nLevel: ");

            // Code keeps its lines, and a word that is too long stays whole.
            run.Output.Split('\n').Where(line => line.Length > width && !line.StartsWith("    ", StringComparison.Ordinal)).ShouldAllBe(line => !line.Trim().TrimStart('-', ' ').Contains(' ', StringComparison.Ordinal));
            run.Output.ShouldNotContain("**");
            run.Output.ShouldNotContain("](");
            run.Output.ShouldNotMatch("(?m)^\\|");
        }
    }

    [Fact]
    public async Task Show_Page_HasItsTableAndItsCommands()
    {
        var run = await AtWidthAsync(60, "rules", "show", "KMS-3");

        run.Output.ShouldContain("\nFinding         When\npass            Key spec SYMMETRIC_DEFAULT and usage\n                ENCRYPT_DECRYPT\n");
        run.Output.ShouldContain("\n    aws kms create-key --key-spec SYMMETRIC_DEFAULT ");
        run.Output.ShouldContain("\nCONTROLS\n");
    }

    [Fact]
    public async Task Show_RuleOfTheOrganization_ShowsControlsWithTheirTitles()
    {
        var run = await CliRun.OfAsync("rules", "show", "WAIV-1");

        run.Output.ShouldMatch("CSA Cloud Controls Matrix v4 +GRC-04 +Exceptions follow an approved process");
    }

    [Fact]
    public async Task Show_SeveralRules_PrintsEachOnce()
    {
        var run = await CliRun.OfAsync("rules", "show", "KMS-2", "kms-3", "KMS-2");

        run.Output.Split('\n').Where(line => line.StartsWith("KMS-", StringComparison.Ordinal)).Select(line => line.Split(':')[0]).ShouldBe(["KMS-2", "KMS-3"]);
    }

    [Theory]
    [InlineData("https://docs.example.com/rules/", "https://docs.example.com/rules/KMS-2.md")]
    [InlineData("https://docs.example.com/{id}.html", "https://docs.example.com/KMS-2.html")]
    public async Task Show_WithAnAddress_NamesThePage(string setting, string expected)
    {
        var run = await CliRun.OfAsync(environment => environment with { Variable = name => name == "AtRest__RulePages" ? setting : null }, "rules", "show", "KMS-2");

        run.Output.ShouldEndWith($"Page: {expected}\n");
    }

    [Theory]
    [InlineData("docs/rules")]
    [InlineData("ftp://example.com")]
    public async Task Audit_WithAWrongAddress_IsInvalidInput(string setting)
    {
        var run = await CliRun.OfAsync(environment => environment with { Variable = name => name == "AtRest__RulePages" ? setting : null }, "audit", "--demo");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain($"AtRest__RulePages: '{setting}' is not a valid address.");
    }

    private static Task<CliRun> AtWidthAsync(int width, params string[] arguments) =>
        CliRun.OfAsync(environment => environment with { Variable = name => name == "COLUMNS" ? $"{width}" : null }, arguments);
}
