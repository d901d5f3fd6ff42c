using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Policy;

/// <summary><c>policy check --format</c>: places in the file, and what counts.</summary>
public sealed class PolicyFormatTests
{
    [Fact]
    public async Task Sarif_PublicPolicy_HasTheLineAndColumnOfTheStatement()
    {
        using var folder = new TemporaryFolder();
        var text = PolicySamples.Public.ReplaceLineEndings("\n");
        var run = await CheckAsync(folder.File("my key.json", text), "--format", "sarif");

        run.ExitCode.ShouldBe(ExitCode.NonCompliant, run.Error);
        var result = Results(run).Single(one => one["ruleId"]!.GetValue<string>() == "KPOL-2");
        var location = result["locations"]![0]!;
        var uri = new Uri(location["physicalLocation"]!["artifactLocation"]!["uri"]!.GetValue<string>());
        uri.AbsoluteUri.ShouldEndWith("/my%20key.json");
        File.Exists(uri.LocalPath).ShouldBeTrue();
        var region = location["physicalLocation"]!["region"]!;
        var index = int.Parse(location["logicalLocations"]![0]!["fullyQualifiedName"]!.GetValue<string>()["$.Statement[".Length..^1]);
        var lines = text.Split('\n');
        var first = lines[region["startLine"]!.GetValue<int>() - 1][(region["startColumn"]!.GetValue<int>() - 1)..];
        var last = lines[region["endLine"]!.GetValue<int>() - 1][..(region["endColumn"]!.GetValue<int>() - 1)];
        first.ShouldStartWith("{");
        last.ShouldEndWith("}");
        JsonNode.Parse(text)!["Statement"]![index]!.ToJsonString().ShouldContain("\"*\"");
        string.Join('\n', lines[(region["startLine"]!.GetValue<int>() - 1)..region["endLine"]!.GetValue<int>()]).ShouldContain("\"AWS\": \"*\"");
    }

    [Fact]
    public async Task Sarif_FileBelowTheWorkingDirectory_IsRelative()
    {
        var name = $"atrest-{Guid.NewGuid():n}.json";
        var path = Path.Combine(Environment.CurrentDirectory, name);
        await File.WriteAllTextAsync(path, PolicySamples.Public, TestContext.Current.CancellationToken);
        try
        {
            var run = await CheckAsync("./" + name, "--format", "sarif");

            Results(run)[0]["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!.GetValue<string>().ShouldBe(name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Sarif_PolicyInsideAnotherDocument_HasItsPlaceOrNone()
    {
        using var folder = new TemporaryFolder();
        var verbatim = folder.File("template.json", "{\n  \"Note\": 1,\n  \"KeyPolicy\": " + PolicySamples.Public.ReplaceLineEndings("\n") + "\n}");
        var encoded = folder.File("encoded.json", new JsonObject { ["Policy"] = PolicySamples.Public, ["PolicyName"] = "default" }.ToJsonString());

        var inside = Results(await CheckAsync(verbatim, "--format", "sarif")).Single(one => one["ruleId"]!.GetValue<string>() == "KPOL-2");
        var none = Results(await CheckAsync(encoded, "--format", "sarif")).Single(one => one["ruleId"]!.GetValue<string>() == "KPOL-2");

        if (inside["locations"]![0]!["physicalLocation"]!["region"] is { } region)
        {
            var line = (await File.ReadAllLinesAsync(verbatim, TestContext.Current.CancellationToken))[region["startLine"]!.GetValue<int>() - 1];
            line[(region["startColumn"]!.GetValue<int>() - 1)..].ShouldStartWith("{");
            region["startLine"]!.GetValue<int>().ShouldBeGreaterThan(3);
        }

        none["locations"]![0]!["physicalLocation"]!["region"].ShouldBeNull();
        none["locations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"]!.GetValue<string>().ShouldStartWith("$.Statement[");
    }

    [Fact]
    public async Task Sarif_RightPolicy_HasNoResults()
    {
        using var folder = new TemporaryFolder();
        var run = await CheckAsync(folder.File("policy.json", PolicySamples.Right), "--format", "SARIF");

        run.ExitCode.ShouldBe(ExitCode.Compliant);
        Results(run).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sarif_RightPolicyWithByteOrderMarkAndRoleMissing_PointsToThePolicy()
    {
        using var folder = new TemporaryFolder();
        var path = folder["bom.json"];
        await File.WriteAllTextAsync(path, "\n  {\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}", new UTF8Encoding(true), TestContext.Current.CancellationToken);

        var result = Results(await CheckAsync(path, "--format", "sarif")).Single(one => one["ruleId"]!.GetValue<string>() == "KPOL-1");

        var region = result["locations"]![0]!["physicalLocation"]!["region"]!;
        (region["startLine"]!.GetValue<int>(), region["startColumn"]!.GetValue<int>()).ShouldBe((2, 3));
    }

    [Fact]
    public async Task JUnit_PublicPolicy_HasACaseForEachRule()
    {
        using var folder = new TemporaryFolder();
        var run = await CheckAsync(folder.File("policy.json", PolicySamples.Public), "--format", "junit");

        run.ExitCode.ShouldBe(ExitCode.NonCompliant);
        var cases = XDocument.Parse(run.Output).Descendants("testcase").ToList();
        cases.Select(one => one.Attribute("name")!.Value.Split(' ')[0]).ShouldBe(["KPOL-1", "KPOL-2", "KPOL-3", "KPOL-4", "KPOL-5", "KPOL-6", "KPOL-7", "KPOL-8"], ignoreOrder: true);
        cases.Single(one => one.Attribute("name")!.Value.StartsWith("KPOL-2 ", StringComparison.Ordinal)).Element("failure")!.Value.ShouldContain("policy.json:");
        cases.Single(one => one.Attribute("name")!.Value.StartsWith("KPOL-7 ", StringComparison.Ordinal)).Element("skipped").ShouldNotBeNull();
    }

    [Fact]
    public async Task Json_ByFormat_IsTheSameAsTheFlag()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("policy.json", PolicySamples.Public);

        (await CheckAsync(path, "--format", "json")).Output.ShouldBe((await CheckAsync(path, "--json")).Output);
        (await CheckAsync(path, "--format", "json", "--json")).ExitCode.ShouldBe(ExitCode.NonCompliant);
        (await CheckAsync(path, "--format", "text")).Output.ShouldBe((await CheckAsync(path)).Output);
    }

    [Theory]
    [InlineData("--format: 'srif' is not a known format. Did you mean 'sarif'? Known formats: json, junit, sarif, text.", "--format", "srif")]
    [InlineData("--json is --format json. Omit --json, or --format sarif.", "--json", "--format", "sarif")]
    [InlineData("--junit-unknown is about JUnit files. Add --format junit, or omit it.", "--junit-unknown", "skipped")]
    [InlineData("--junit-unknown: 'skiped' is not allowed. Did you mean 'skipped'? Allowed: failure, skipped.", "--format", "junit", "--junit-unknown", "skiped")]
    public async Task Format_WrongOptions_SayWhatToWrite(string fault, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var run = await CheckAsync(folder.File("policy.json", PolicySamples.Right), options);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain(fault);
        run.Output.ShouldBeEmpty();
    }

    private static IReadOnlyList<JsonNode> Results(CliRun run) => [.. JsonNode.Parse(run.Output)!["runs"]![0]!["results"]!.AsArray().Select(result => result!)];

    private static Task<CliRun> CheckAsync(string path, params string[] more) =>
        CliRun.OfAsync(["policy", "check", "--policy", path, "--key-arn", PolicySamples.KeyArn, "--role-arn", PolicySamples.RoleArn, .. more]);
}
