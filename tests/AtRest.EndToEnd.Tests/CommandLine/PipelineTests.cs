using System.Text.RegularExpressions;
using AtRest.EndToEnd.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace AtRest.EndToEnd.Tests.CommandLine;

/// <summary>The scripts of the action and of the samples of pipelines, run as a pipeline runs them. Only the step that builds atrest is left out: its result is there.</summary>
public sealed partial class PipelineTests : CloudTest
{
    private const string Role = "arn:aws:iam::444455556666:role/tenant-acme";
    private const string OtherRole = "arn:aws:iam::444455556666:role/tenant-globex";
    private const string Key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    [Fact]
    public async Task Action_PolicyCheck_WritesSarifAndASummary()
    {
        await ArrangeAsync(Role);

        var (result, outputs) = await RunActionAsync(new() { ["policy"] = "policies/payments.json", ["key-arn"] = Key, ["role-arns"] = $"{Role}\n" });

        result.ExitCode.ShouldBe(0, result.ToString());
        outputs["exit-code"].ShouldBe("0");
        (await File.ReadAllTextAsync(InFolder(outputs["sarif"]), Cancellation)).ShouldContain("\"version\": \"2.1.0\"");
        var summary = await File.ReadAllTextAsync(InFolder(outputs["summary"]), Cancellation);
        summary.ShouldStartWith("### Key policy policies/payments.json");
        (await File.ReadAllTextAsync(InFolder("step-summary.md"), Cancellation)).ShouldBe(summary);
    }

    [Fact]
    public async Task Action_PolicyThatLacksARole_FailsWithItsFindings()
    {
        await ArrangeAsync(Role);

        var (result, outputs) = await RunActionAsync(new() { ["policy"] = "policies/payments.json", ["key-arn"] = Key, ["role-arns"] = $"{Role}\n{OtherRole}" });

        result.ExitCode.ShouldBe(1, result.ToString());
        outputs["exit-code"].ShouldBe("1");
        (await File.ReadAllTextAsync(InFolder(outputs["sarif"]), Cancellation)).ShouldContain("policies/payments.json");
        (await File.ReadAllTextAsync(InFolder(outputs["summary"]), Cancellation)).ShouldContain(OtherRole);
    }

    [Theory]
    [InlineData("policy check", "missing.json")]
    [InlineData("policy check", "$(touch pwned); `touch pwned`; \"; touch pwned; \"")]
    [InlineData("audit", "")]
    [InlineData("destroy", "")]
    public async Task Action_WrongInput_FailsWithoutFiles(string command, string policy)
    {
        await ArrangeAsync(Role);

        var (result, outputs) = await RunActionAsync(new() { ["command"] = command, ["policy"] = policy, ["key-arn"] = Key, ["role-arns"] = Role });

        result.ExitCode.ShouldBe(3, result.ToString());
        outputs["sarif"].ShouldBeEmpty();
        outputs["summary"].ShouldBeEmpty();
        File.Exists(InFolder("pwned")).ShouldBeFalse();
    }

    [Fact]
    public async Task Action_Audit_WritesReportsAndASummary()
    {
        await ArrangeAsync(Role);
        await WriteAsync("inventory.json", """
            { "organizations": [{ "id": "acme", "name": "Acme Bank", "plan": "enterprise", "aws": [], "clusters": [
              { "id": "0a1f6c52-3d0e-4b7a-9c11-5b8e2f7d1001", "name": "payments", "stage": "prod", "provider": "aws", "region": "eu-central-1", "encryption": { "type": "Provider" } }] }] }
            """);

        var (result, outputs) = await RunActionAsync(new() { ["command"] = "audit", ["inventory"] = "inventory.json", ["formats"] = "json,md", ["fail-on"] = "none" });

        result.ExitCode.ShouldBe(0, result.ToString());
        File.Exists(InFolder("atrest-reports", "acme", "report.json")).ShouldBeTrue();
        (await File.ReadAllTextAsync(InFolder(outputs["summary"]), Cancellation)).ShouldContain("Acme Bank");
    }

    [Fact]
    public async Task GitHubSample_Comments_WithTheSummary()
    {
        await ArrangeAsync(Role);
        await Shell.WriteProgramAsync(InFolder("bin", "gh"), "printf '%s\\n' \"$@\" > gh.txt");
        var step = Steps(Load("samples/github/atrest.yml")["jobs"]["policy"]["steps"]).Single(step => Text(step, "name") == "Comment");

        var result = await RunAsync(Text(step, "run")!, new() { ["PULL_REQUEST"] = "7", ["SUMMARY"] = "atrest-reports/summary.md" });

        result.ExitCode.ShouldBe(0, result.ToString());
        (await File.ReadAllTextAsync(InFolder("gh.txt"), Cancellation)).ShouldBe("pr\ncomment\n7\n--edit-last\n--create-if-none\n--body-file\natrest-reports/summary.md\n");
    }

    [Fact]
    public void GitHubSample_UsesInputsAndOutputsThatTheActionHas()
    {
        var action = Load("action.yml");
        var text = File.ReadAllText(Repository.PathOf("samples/github/atrest.yml"));
        var used = ((YamlMappingNode)Load("samples/github/atrest.yml")["jobs"]).Children.Values
            .SelectMany(job => Steps(job["steps"])).Where(step => Text(step, "uses")?.StartsWith("OWNER/atrest", StringComparison.Ordinal) == true)
            .SelectMany(step => Names(step["with"])).ToList();

        used.Count.ShouldBeGreaterThan(5);
        used.ShouldBeSubsetOf(Names(action["inputs"]));
        Output().Matches(text).Select(match => match.Groups[1].Value).Distinct().ShouldBeSubsetOf(Names(action["outputs"]));
    }

    [Fact]
    public async Task AzurePipelinesSample_Steps_WriteTestResultsAndReports()
    {
        await ArrangeAsync(Role);
        var pipeline = Load("samples/azure-pipelines/azure-pipelines.yml");
        var variables = ((YamlMappingNode)pipeline["variables"]).Children.ToDictionary(entry => entry.Key.ToString(), entry => entry.Value.ToString());
        variables["Agent.TempDirectory"] = InFolder("temp");
        variables["Build.ArtifactStagingDirectory"] = InFolder("staging");
        var script = Text(Steps(pipeline["steps"]).Single(step => Text(step, "displayName") == "Key policy"), "bash")!;

        var result = await RunAsync(Macro().Replace(script, match => variables[match.Groups[1].Value]), []);

        result.ExitCode.ShouldBe(0, result.ToString());
        (await File.ReadAllTextAsync(InFolder("temp", "policy.junit.xml"), Cancellation)).ShouldContain("<testsuite ");
        Steps(pipeline["steps"]).Select(step => Text(step, "bash")).OfType<string>().SelectMany(text => Macro().Matches(text)).Select(match => match.Groups[1].Value)
            .Except(["Build.SourcesDirectory"]).ShouldBeSubsetOf(variables.Keys);
    }

    [Theory]
    [InlineData(Role, 0)]
    [InlineData(OtherRole, 1)]
    public async Task PreCommitSample_Hook_JudgesTheFile(string role, int exitCode)
    {
        await ArrangeAsync(role);
        var hook = (YamlMappingNode)Load("samples/pre-commit/.pre-commit-config.yaml")["repos"][0]["hooks"][0];

        var result = await RunAsync($"{Text(hook, "entry")} policies/payments.json", []);

        Regex.IsMatch("policies/payments.json", Text(hook, "files")!).ShouldBeTrue();
        result.ExitCode.ShouldBe(exitCode, result.ToString());
    }

    private async Task ArrangeAsync(string role)
    {
        var policy = await AtRestProcess.RunAsync(new CliSettings(), "policy", "generate", "--account", "111122223333", "--role-arn", role);
        Directory.CreateDirectory(InFolder("policies"));
        Directory.CreateDirectory(InFolder("bin"));
        Directory.CreateDirectory(InFolder("temp"));
        Directory.CreateSymbolicLink(InFolder("temp", "atrest"), AppContext.BaseDirectory);
        await WriteAsync(Path.Combine("policies", "payments.json"), policy.Output);
    }

    /// <summary>Runs the last step of the action, with the inputs' defaults, as GitHub's runner does.</summary>
    private async Task<(ProcessResult Result, Dictionary<string, string> Outputs)> RunActionAsync(Dictionary<string, string> inputs)
    {
        var action = Load("action.yml");
        var step = Steps(action["runs"]["steps"]).Single(step => Text(step, "id") == "run");
        var values = Names(action["inputs"]).ToDictionary(name => name, name => inputs.GetValueOrDefault(name) ?? Text((YamlMappingNode)action["inputs"][name], "default")!);
        var environment = ((YamlMappingNode)step["env"]).Children.ToDictionary(entry => entry.Key.ToString(), entry => values[Input().Match(entry.Value.ToString()).Groups[1].Value]);
        Text(step, "run")!.ShouldNotContain("${{");
        environment["RUNNER_TEMP"] = InFolder("temp");
        environment["GITHUB_OUTPUT"] = InFolder("outputs.txt");
        environment["GITHUB_STEP_SUMMARY"] = InFolder("step-summary.md");
        var result = await RunAsync(Text(step, "run")!, environment);
        var outputs = (await File.ReadAllLinesAsync(InFolder("outputs.txt"), Cancellation)).Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        outputs.Keys.ShouldBe(Names(action["outputs"]), ignoreOrder: true);
        return (result, outputs);
    }

    /// <summary>As GitHub and Azure start bash: it ends at the first failure.</summary>
    private Task<ProcessResult> RunAsync(string script, Dictionary<string, string> environment) =>
        Shell.RunAsync(Folder, "bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], environment);

    private static YamlMappingNode Load(string file)
    {
        using var reader = File.OpenText(Repository.PathOf(file));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static IEnumerable<YamlMappingNode> Steps(YamlNode node) => ((YamlSequenceNode)node).Cast<YamlMappingNode>();

    private static List<string> Names(YamlNode node) => [.. ((YamlMappingNode)node).Children.Keys.Select(key => key.ToString())];

    private static string? Text(YamlMappingNode step, string name) => step.Children.TryGetValue(name, out var value) ? ((YamlScalarNode)value).Value : null;

    [GeneratedRegex("^\\$\\{\\{ inputs\\.([a-z-]+) \\}\\}$")]
    private static partial Regex Input();

    [GeneratedRegex("steps\\.atrest\\.outputs\\.([a-z-]+)")]
    private static partial Regex Output();

    [GeneratedRegex("\\$\\(([A-Za-z.]+)\\)")]
    private static partial Regex Macro();
}
