using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>A Terraform module, read by HashiCorp's own parser (npm package <c>@cdktf/hcl2json</c>). Blocks are lists, and expressions are texts such as <c>${var.name}</c>.</summary>
internal sealed partial class TerraformModule
{
    private readonly JsonObject files;

    private TerraformModule(JsonObject files) => this.files = files;

    /// <summary>All names that an expression of the module begins with, such as <c>var.role_name</c> and <c>data.aws_partition.current</c>.</summary>
    public IEnumerable<string> References => Texts(files).SelectMany(text => Reference().Matches(text)).Select(match => match.Value).Distinct();

    /// <summary>What references can name: variables, resources and data sources.</summary>
    public IEnumerable<string> Declared =>
    [
        .. Named("variable").Select(entry => $"var.{entry.Key}"),
        .. Named("resource").SelectMany(type => type.Value!.AsObject().Select(entry => $"{type.Key}.{entry.Key}")),
        .. Named("data").SelectMany(type => type.Value!.AsObject().Select(entry => $"data.{type.Key}.{entry.Key}")),
    ];

    /// <param name="name">The folder in <c>infra/aws/terraform</c>.</param>
    public static async Task<TerraformModule> ReadAsync(string name)
    {
        await OutputAsync("bash", Repository.PathOf("tests", "schema-tools.sh"));
        var text = await OutputAsync(
            "node", Repository.PathOf("tests", "AtRest.EndToEnd.Tests", "Infrastructure", "read-terraform.mjs"), Repository.PathOf("artifacts", "schema-tools"), Repository.PathOf("infra", "aws", "terraform", name));
        return new TerraformModule(JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>The statements of a policy document, as the policy has them.</summary>
    public IEnumerable<JsonObject> StatementsOf(string document) =>
        Named("data").Single(type => type.Key == "aws_iam_policy_document").Value![document]!.AsArray().Single()!["statement"]!.AsArray().Select(statement => statement!.AsObject());

    /// <summary>The statements of a policy document that are there only under a condition.</summary>
    public IEnumerable<JsonObject> DynamicStatementsOf(string document) =>
        Named("data").Single(type => type.Key == "aws_iam_policy_document").Value![document]!.AsArray().Single()!["dynamic"]!["statement"]!.AsArray().Select(statement => statement!["content"]!.AsArray().Single()!.AsObject());

    public JsonObject Resource(string type, string name) => Named("resource").Single(entry => entry.Key == type).Value![name]!.AsArray().Single()!.AsObject();

    private IEnumerable<KeyValuePair<string, JsonNode?>> Named(string kind) => files.SelectMany(file => file.Value![kind]?.AsObject() ?? []);

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(member => Texts(member.Value)),
        JsonArray list => list.SelectMany(Texts),
        null => [],
        _ => [node.ToString()],
    };

    private static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0);
        return text;
    }

    [GeneratedRegex(@"\b(?:var\.\w+|data\.aws_\w+\.\w+|(?<!data\.)\baws_\w+\.\w+)")]
    private static partial Regex Reference();
}
