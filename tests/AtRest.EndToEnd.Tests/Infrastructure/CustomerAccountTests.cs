using System.Text.Json.Nodes;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>The template that a customer creates the audit role with.</summary>
public sealed class CustomerAccountTests : FullAuditTest
{
    private readonly CloudFormationTemplate template = CloudFormationTemplate.Read("customer-account.yaml");

    [Fact]
    public async Task AuditRole_WithoutLookups_MayDoWhatAnAuditDoesAndNothingElse() =>
        (await AwsPermissionsOfAnAuditAsync(withUse: false)).ShouldBe(template.ActionsOf("AuditRole"), ignoreOrder: true);

    [Fact]
    public async Task AuditRole_WithLookups_MayDoWhatAnAuditDoesAndNothingElse() =>
        (await AwsPermissionsOfAnAuditAsync(withUse: true)).ShouldBe(template.ActionsOf("AuditRole").Concat(template.ActionsOf("AuditRoleUse")), ignoreOrder: true);

    [Fact]
    public void AuditRole_Always_OnlyAllowsAndReads()
    {
        template.StatementsOf("AuditRole").ShouldAllBe(statement => statement["Effect"]!.ToString() == "Allow" && statement["NotAction"] == null);
        template.ActionsOf("AuditRole").Select(action => action.Split(':')[1]).ShouldAllBe(call =>
            call.StartsWith("Get", StringComparison.Ordinal) || call.StartsWith("List", StringComparison.Ordinal)
            || call.StartsWith("Describe", StringComparison.Ordinal) || call.StartsWith("Test", StringComparison.Ordinal));
    }

    [Fact]
    public void AuditRole_ReadingKeys_IsConfinedToTheKeysOfItsAccount() => template.StatementsOf("AuditRole")
        .Single(statement => CloudFormationTemplate.Texts(statement["Action"]).Contains("kms:GetKeyPolicy"))["Resource"]!["Fn::Sub"]!.ToString()
        .ShouldBe("arn:${AWS::Partition}:kms:*:${AWS::AccountId}:key/*");

    [Fact]
    public void AuditRole_EnteredByRole_AsksForTheExternalId()
    {
        var statement = Trust()[2]!["Statement"]!.AsArray().ShouldHaveSingleItem()!;

        statement["Principal"]!.ToJsonString().ShouldBe("""{"AWS":{"Ref":"TrustedRoleArn"}}""");
        statement["Condition"]!.ToJsonString().ShouldBe("""{"StringEquals":{"sts:ExternalId":{"Ref":"ExternalId"}}}""");
    }

    [Fact]
    public void AuditRole_EnteredByToken_AsksForAudienceAndSubject() =>
        ShouldTrustOneIdentity(Trust()[1]!["Fn::Sub"]![0]!.ToString());

    [Fact]
    public async Task PolicyRole_Always_MayDoWhatAnAuditDoesWithItAndNothingElse() =>
        (await OrganizationPermissionsOfAnAuditAsync()).ShouldBe(CloudFormationTemplate.Read("organization-account.yaml").ActionsOf("PolicyRole"), ignoreOrder: true);

    [Fact]
    public void OperatorRole_Always_TrustsOneIdentityAndOnlyEntersRoles()
    {
        var operatorAccount = CloudFormationTemplate.Read("operator-account.yaml");

        ShouldTrustOneIdentity(operatorAccount.Properties("Role")["AssumeRolePolicyDocument"]!["Fn::Sub"]![0]!.ToString());
        operatorAccount.ActionsOf("Role").ShouldBe(["sts:AssumeRole"]);
        operatorAccount.StatementsOf("Role").Single()["Resource"]!.ToJsonString().ShouldBe("""{"Ref":"AuditRoleArns"}""");
    }

    [Theory]
    [InlineData("customer-account.yaml")]
    [InlineData("operator-account.yaml")]
    [InlineData("organization-account.yaml")]
    public void References_Always_NameSomethingOfTheTemplate(string name)
    {
        var root = CloudFormationTemplate.Read(name).Root;
        string[] sections = ["Parameters", "Resources"];
        var known = sections.SelectMany(section => root[section]!.AsObject().Select(entry => entry.Key)).ToList();
        var conditions = (root["Conditions"]?.AsObject() ?? []).Select(entry => entry.Key).ToList();

        Values(root, "Ref").Where(reference => !reference.StartsWith("AWS::", StringComparison.Ordinal)).Except(known).ShouldBeEmpty();
        Values(root, "Condition").Except(conditions).ShouldBeEmpty();
        known.Except(Values(root, "Ref").Concat(Values(root, "Fn::GetAtt")).Concat(SubstitutedIn(root))).Except(["AuditRoleUse", "DeadLettersPolicy", "UndeliveredAlarm"]).ShouldBeEmpty();
    }

    private JsonArray Trust() => template.Properties("AuditRole")["AssumeRolePolicyDocument"]!["Fn::If"]!.AsArray();

    /// <summary>The issuer of a managed identity's tokens ends with a slash (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference).</summary>
    private static void ShouldTrustOneIdentity(string document)
    {
        var statement = JsonNode.Parse(document)!["Statement"]!.AsArray().ShouldHaveSingleItem()!;

        statement["Action"]!.ToString().ShouldBe("sts:AssumeRoleWithWebIdentity");
        statement["Condition"]!.ToJsonString().ShouldBe("""{"StringEquals":{"sts.windows.net/${EntraTenantId}/:aud":"${TokenAudience}","sts.windows.net/${EntraTenantId}/:sub":"${TokenSubject}"}}""");
    }

    /// <summary>The texts, or the first texts of the lists, that stand under a name anywhere.</summary>
    private static IEnumerable<string> Values(JsonNode? node, string name) => node switch
    {
        JsonObject inner => inner.SelectMany(member => (member.Key, member.Value) switch
        {
            var (key, value) when key == name && value is JsonValue => [value.ToString()],
            var (key, value) when key == name && value is JsonArray { Count: > 0 } list => [list[0]!.ToString()],
            var (_, value) => Values(value, name),
        }),
        JsonArray list => list.SelectMany(entry => Values(entry, name)),
        _ => [],
    };

    private static IEnumerable<string> SubstitutedIn(JsonNode root) =>
        Values(root, "Fn::Sub").SelectMany(text => text.Split("${").Skip(1).Select(part => part.Split('}')[0]));
}
