using System.Text.Json.Nodes;
using AtRest.Core.Rules;
using AtRest.Core.Rules.KeyPolicy;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>What a failed rule offers for pasting is pasted, and then the rule no longer fails.</summary>
public sealed class KeyPolicyRemedyTests
{
    /// <summary>A policy may lack something and deny something: each is told once the other is mended.</summary>
    private const int MaxSteps = 2;

    public static TheoryData<string> RoleWithoutAccess => Failing(RoleAccessRule.Id);

    public static TheoryData<string> OwnerWithoutControl => Failing(OwnerControlRule.Id);

    [Theory]
    [MemberData(nameof(RoleWithoutAccess))]
    public void RoleAccess_WithRemedyApplied_Passes(string name)
    {
        var @case = KeyPolicyCase.Read(name);
        var others = Statuses(@case, except: [RoleAccessRule.Id, LeastPrivilegeRule.Id]);

        for (var step = 0; step < MaxSteps && Judge(@case, RoleAccessRule.Id) is { Status: FindingStatus.Fail } outcome; step++)
        {
            @case = Apply(@case, outcome.RemedyCode.ShouldNotBeNull());
        }

        Judge(@case, RoleAccessRule.Id).ShouldSatisfyAllConditions(outcome => outcome.Status.ShouldBe(FindingStatus.Pass, outcome.Message));
        Statuses(@case, except: [RoleAccessRule.Id, LeastPrivilegeRule.Id]).ShouldBe(others);
    }

    [Theory]
    [MemberData(nameof(OwnerWithoutControl))]
    public void OwnerControl_WithStatementAdded_Passes(string name)
    {
        var @case = KeyPolicyCase.Read(name);
        if (Judge(@case, OwnerControlRule.Id).RemedyCode is not { } code)
        {
            return;
        }

        Judge(Apply(@case, code), OwnerControlRule.Id).Status.ShouldBe(FindingStatus.Pass, code);
    }

    private static TheoryData<string> Failing(string id) =>
        [.. KeyPolicyCase.All.Where(name => KeyPolicyCase.RuleOf(name) == id && KeyPolicyCase.StatusOf(name) == FindingStatus.Fail)];

    private static KeyPolicyCase Apply(KeyPolicyCase @case, string code)
    {
        var policy = JsonNode.Parse(@case.PolicyText!)!;
        var statements = policy["Statement"] as JsonArray ?? [policy["Statement"]!.DeepClone()];
        if (code.StartsWith('{'))
        {
            statements.Add(JsonNode.Parse(code));
        }
        else
        {
            foreach (var statement in statements.OfType<JsonObject>().Where(statement => (string?)statement["Effect"] == "Deny"))
            {
                var condition = statement["Condition"] as JsonObject ?? [];
                foreach (var (name, keys) in JsonNode.Parse($"{{{code}}}")!.AsObject())
                {
                    condition.Add(name, keys!.DeepClone());
                }

                statement["Condition"] = condition.DeepClone();
            }
        }

        policy["Statement"] = statements.DeepClone();
        return @case with { Policy = policy };
    }

    private static FindingStatus[] Statuses(KeyPolicyCase @case, string[] except) =>
        [.. KeyPolicyRules.All.Select(rule => rule.Descriptor.Id).Except(except).Select(id => Judge(@case, id).Status)];

    private static Outcome Judge(KeyPolicyCase @case, string id) =>
        KeyPolicyRules.All.Single(rule => rule.Descriptor.Id == id).Evaluate(KeyPolicyWorld.With(@case)).Single();
}
