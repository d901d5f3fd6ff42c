using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtRest.EndToEnd.Tests.Support;
using AtRest.Tests.Shared.Limits;
using YamlDotNet.RepresentationModel;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>What deploys the app to Azure: <c>azure.yaml</c> for azd, the workflow for GitHub Actions, and the commands in the document.</summary>
public sealed partial class DeploymentFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("atrest-deployment-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Azd_Always_FindsTheProjectAndTheTemplate()
    {
        var azure = Yaml("azure.yaml");
        var (name, service) = azure["services"].ShouldBeOfType<YamlMappingNode>().Children.ShouldHaveSingleItem();

        service["language"].ToString().ShouldBe("dotnet");
        service["host"].ToString().ShouldBe("function");
        // azd takes the project's only file.
        Directory.GetFiles(Repository.PathOf(service["project"].ToString()), "*.csproj").ShouldHaveSingleItem();
        Repository.PathOf(azure["infra"]["path"].ToString()).ShouldBe(Bicep.Folder);
        File.Exists(Path.Combine(Bicep.Folder, $"{azure["infra"]["module"]}.bicep")).ShouldBeTrue();
        // By this tag it finds the app among the resources.
        (await AzurePlan.OfAsync()).App["tags"]!["azd-service-name"]!.ToString().ShouldBe(name.ToString());
    }

    /// <summary>azd asks for what has no value: everything that is required has one, the key from the environment.</summary>
    [Fact]
    public async Task AzdParameters_Always_AreThoseOfItsTemplate()
    {
        var module = Yaml("azure.yaml")["infra"]["module"].ToString();
        var declared = (await Bicep.BuildAsync($"{module}.bicep"))["parameters"]!.AsObject();
        var given = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Bicep.Folder, $"{module}.parameters.json"), Cancellation))!["parameters"]!.AsObject();

        given.Select(parameter => parameter.Key).Except(declared.Select(parameter => parameter.Key)).ShouldBeEmpty();
        declared.Where(parameter => parameter.Value!["defaultValue"] is null).Select(parameter => parameter.Key).Except(given.Select(parameter => parameter.Key)).ShouldBeEmpty();
        declared.Where(parameter => parameter.Value!["type"]?.ToString() == "securestring").Select(parameter => given[parameter.Key]!["value"]!.ToString()).ShouldBe(["${ATREST_WEBHOOK_KEY}"]);
    }

    [Fact]
    public async Task AzdTemplate_Always_IsTheSameAppInAGroupThatAzdFinds()
    {
        var template = await Bicep.BuildAsync("azd.bicep");
        var resources = template["resources"]!.AsObject();
        var main = resources["main"]!["properties"]!;
        var parameters = main["template"]!["parameters"]!.AsObject();

        template["variables"]!["tags"]!["azd-env-name"]!.ToString().ShouldBe("[parameters('environmentName')]");
        resources["group"]!["tags"]!.ToString().ShouldBe("[variables('tags')]");
        main["parameters"]!.AsObject().Select(parameter => parameter.Key).Except(parameters.Select(parameter => parameter.Key)).ShouldBeEmpty();
        parameters.Where(parameter => parameter.Value!["defaultValue"] is null).Select(parameter => parameter.Key).Except(main["parameters"]!.AsObject().Select(parameter => parameter.Key)).ShouldBeEmpty();
        template["outputs"]!.AsObject().Where(output => output.Value!["metadata"]?["description"] is null).ShouldBeEmpty();
    }

    /// <summary>A token for this run, and no stored secret.</summary>
    [Fact]
    public async Task Workflow_Always_SignsInWithoutASecret()
    {
        var workflow = Yaml("samples", "github", "deploy.yml");
        var login = Steps(workflow).Single(step => step.Children.TryGetValue("uses", out var action) && action.ToString().StartsWith("azure/login@", StringComparison.Ordinal));

        workflow["permissions"]["id-token"].ToString().ShouldBe("write");
        login["with"].ShouldBeOfType<YamlMappingNode>().Children.Select(entry => entry.Key.ToString()).ShouldBe(["client-id", "tenant-id", "subscription-id"], ignoreOrder: true);
        (await File.ReadAllTextAsync(Repository.PathOf("samples", "github", "deploy.yml"), Cancellation)).ShouldNotContain("secrets.");
    }

    [Fact]
    public void Workflow_Always_NamesPathsThatExist()
    {
        var steps = Steps(Yaml("samples", "github", "deploy.yml")).ToList();
        var publish = Run(steps, "Publish");

        File.Exists(Repository.PathOf(steps.Single(step => step.Children.TryGetValue("uses", out var action) && action.ToString().StartsWith("actions/setup-dotnet@", StringComparison.Ordinal))["with"]["global-json-file"].ToString())).ShouldBeTrue();
        publish.ShouldStartWith("dotnet publish src/AtRest.Functions --configuration Release ");
        Directory.Exists(Repository.PathOf("src", "AtRest.Functions")).ShouldBeTrue();
        // What is published is packed, and what is packed is deployed.
        publish.ShouldEndWith($"--output {steps.Single(step => NameOf(step) == "Package")["working-directory"]}");
        Run(steps, "Deploy").ShouldContain("--src artifacts/functions.zip");
    }

    /// <summary>Without it the host finds no function, and says nothing. Run as the workflow does, over a folder as a publish leaves it.</summary>
    [Fact]
    public void Package_Always_KeepsTheHiddenFolder()
    {
        var steps = Steps(Yaml("samples", "github", "deploy.yml")).ToList();
        var published = Path.Combine(folder, "artifacts", "functions");
        Directory.CreateDirectory(Path.Combine(published, ".azurefunctions"));
        File.WriteAllText(Path.Combine(published, ".azurefunctions", "function.deps.json"), "{}");
        File.WriteAllText(Path.Combine(published, "host.json"), "{}");

        using var process = Process.Start(new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", Run(steps, "Package")]) { WorkingDirectory = published })!;
        process.WaitForExit(Until.Limit).ShouldBeTrue("The step of the workflow did not end.");

        process.ExitCode.ShouldBe(0);
        using var archive = ZipFile.OpenRead(Path.Combine(folder, "artifacts", "functions.zip"));
        archive.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/')).ShouldBe([".azurefunctions/function.deps.json", "host.json"], ignoreOrder: true);
    }

    /// <summary>One way to publish, pack and deploy: the document's is the workflow's.</summary>
    [Fact]
    public async Task Document_Always_HasTheCommandsOfTheWorkflow()
    {
        var steps = Steps(Yaml("samples", "github", "deploy.yml")).ToList();
        var document = await File.ReadAllTextAsync(Repository.PathOf("docs", "deploy.md"), Cancellation);

        document.ShouldContain(Run(steps, "Publish"));
        document.ShouldContain($"(cd artifacts/functions && {Run(steps, "Package")})");
        document.ShouldContain("az functionapp deployment source config-zip ");
        document.ShouldContain("func azure functionapp publish ");
        document.ShouldContain("azd up");
    }

    /// <summary>Every output that the document asks a deployment for is one.</summary>
    [Fact]
    public async Task Document_Always_AsksForOutputsThatThereAre()
    {
        var outputs = (await Bicep.BuildAsync("main.bicep"))["outputs"]!.AsObject().Select(output => output.Key).ToList();
        var asked = OutputName().Matches(await File.ReadAllTextAsync(Repository.PathOf("docs", "deploy.md"), Cancellation)).Select(match => match.Groups["name"].Value).Distinct().ToList();

        asked.ShouldNotBeEmpty();
        asked.Except(outputs).ShouldBeEmpty();
    }

    private static YamlNode Yaml(params string[] path)
    {
        using var reader = File.OpenText(Repository.PathOf(path));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return yaml.Documents.ShouldHaveSingleItem().RootNode;
    }

    private static IEnumerable<YamlMappingNode> Steps(YamlNode workflow) =>
        workflow["jobs"].ShouldBeOfType<YamlMappingNode>().Children.ShouldHaveSingleItem().Value["steps"].ShouldBeOfType<YamlSequenceNode>().Cast<YamlMappingNode>();

    private static string NameOf(YamlMappingNode step) => step.Children.TryGetValue("name", out var name) ? name.ToString() : "";

    private static string Run(IEnumerable<YamlMappingNode> steps, string name) => steps.Single(step => NameOf(step) == name)["run"].ToString();

    [GeneratedRegex(@"(?<![a-z.-])output (?<name>[a-zA-Z]+)\)|properties\.outputs\.(?<name>[a-zA-Z]+)\.value")]
    private static partial Regex OutputName();
}
