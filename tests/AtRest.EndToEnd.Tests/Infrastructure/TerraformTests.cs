using System.Text.Json.Nodes;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>The Terraform modules create the same roles as the CloudFormation templates, which are compared with the calls of audits.</summary>
public sealed class TerraformTests
{
    [Theory]
    [InlineData("customer-account", "audit", "AuditRole")]
    [InlineData("customer-account", "use", "AuditRoleUse")]
    [InlineData("organization-account", "policies", "PolicyRole")]
    public async Task Policy_Always_IsThatOfTheTemplate(string name, string document, string resource)
    {
        var module = await TerraformModule.ReadAsync(name);
        var template = CloudFormationTemplate.Read(name + ".yaml");

        module.StatementsOf(document).Select(OfModule).ShouldBe(template.StatementsOf(resource).Select(OfTemplate), ignoreOrder: true);
        module.Resource("aws_iam_role_policy", document)["policy"]!.ToString().ShouldBe($"${{data.aws_iam_policy_document.{document}.json}}");
    }

    [Fact]
    public async Task AuditRole_EnteredByRole_AsksForTheExternalId()
    {
        var statement = (await TerraformModule.ReadAsync("customer-account")).DynamicStatementsOf("trust").Single(one => one["sid"]!.ToString() == "AtRestByExternalId");

        Action(statement).ShouldBe("sts:AssumeRole");
        Conditions(statement).ShouldBe(["StringEquals sts:ExternalId ${statement.value.external_id}"]);
    }

    [Fact]
    public async Task AuditRole_EnteredByToken_AsksForAudienceAndSubject()
    {
        var statement = (await TerraformModule.ReadAsync("customer-account")).DynamicStatementsOf("trust").Single(one => one["sid"]!.ToString() == "AtRestByToken");

        Action(statement).ShouldBe("sts:AssumeRoleWithWebIdentity");
        Conditions(statement).ShouldBe([
            "StringEquals sts.windows.net/${statement.value.tenant_id}/:aud ${statement.value.token_audience}",
            "StringEquals sts.windows.net/${statement.value.tenant_id}/:sub ${statement.value.token_subject}",
        ]);
    }

    [Fact]
    public async Task PolicyRole_Always_AsksForTheExternalId()
    {
        var statement = (await TerraformModule.ReadAsync("organization-account")).StatementsOf("trust").ShouldHaveSingleItem();

        Action(statement).ShouldBe("sts:AssumeRole");
        Conditions(statement).ShouldBe(["StringEquals sts:ExternalId ${var.operator.external_id}"]);
    }

    [Theory]
    [InlineData("customer-account")]
    [InlineData("organization-account")]
    public async Task References_Always_NameSomethingOfTheModule(string name)
    {
        var module = await TerraformModule.ReadAsync(name);

        module.References.Except(module.Declared).ShouldBeEmpty();
        module.Declared.Except(module.References).ShouldAllBe(unused => unused.StartsWith("aws_iam_role_policy.", StringComparison.Ordinal));
    }

    private static string OfModule(JsonObject statement) => Text(
        statement["effect"], CloudFormationTemplate.Texts(statement["actions"]),
        CloudFormationTemplate.Texts(statement["resources"]).Select(resource => resource
            .Replace("${data.aws_partition.current.partition}", "PARTITION", StringComparison.Ordinal)
            .Replace("${data.aws_caller_identity.current.account_id}", "ACCOUNT", StringComparison.Ordinal)),
        statement["sid"]);

    private static string OfTemplate(JsonObject statement) => Text(
        statement["Effect"], CloudFormationTemplate.Texts(statement["Action"]),
        [((statement["Resource"] as JsonObject)?["Fn::Sub"] ?? statement["Resource"]!).ToString()
            .Replace("${AWS::Partition}", "PARTITION", StringComparison.Ordinal)
            .Replace("${AWS::AccountId}", "ACCOUNT", StringComparison.Ordinal)],
        statement["Sid"]);

    private static string Text(JsonNode? effect, IEnumerable<string> actions, IEnumerable<string> resources, JsonNode? name) =>
        $"{name}: {effect} {string.Join(", ", actions.Order(StringComparer.Ordinal))} on {string.Join(", ", resources)}";

    private static string Action(JsonObject statement) => CloudFormationTemplate.Texts(statement["actions"]).ShouldHaveSingleItem();

    private static IEnumerable<string> Conditions(JsonObject statement) => statement["condition"]!.AsArray().Select(one =>
        $"{one!["test"]} {one["variable"]} {CloudFormationTemplate.Texts(one["values"]).Single()}");
}
