using System.Collections.Immutable;
using System.Text.Json;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Tests;

/// <summary>Tests decisions for whole policies and requests: <c>Cases/decisions-*.json</c>.</summary>
public sealed class DecisionCaseTests
{
    private static readonly JsonElement NoContext = JsonDocument.Parse("{}").RootElement;

    public static TheoryData<string> Names => [.. CaseFiles.Read("decisions").Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_PolicyOfCase_DecidesAsExpected(string name)
    {
        var item = CaseFiles.Find("decisions", name);
        var key = item.TryGetProperty("keyArn", out var arn) ? KmsKeyArn.Parse(arn.GetString()!) : Requests.Key;
        var grants = item.TryGetProperty("grants", out var listed) ? [.. listed.EnumerateArray().Select(Grant)] : ImmutableArray<KeyGrant>.Empty;
        var evaluator = new KeyPolicyEvaluator(Requests.Parse(PolicyText(item)), key, grants);
        foreach (var asked in item.GetProperty("requests").EnumerateArray())
        {
            var request = Requests.FromContext(
                asked.TryGetProperty("context", out var context) ? context : NoContext,
                Text(asked, "principal") ?? Requests.Role,
                Text(asked, "action") ?? "kms:Decrypt");
            var expected = Enum.Parse<AccessOutcome>(asked.GetProperty("expected").GetString()!, ignoreCase: true);
            var decision = evaluator.Evaluate(request);
            var because = string.Join("\n", decision.Statements.Select(match => match.Because).Concat(decision.Grants.Select(match => match.Because)));
            decision.Outcome.ShouldBe(expected, $"{asked}\n{because}");
            evaluator.Decide(request).ShouldBe(expected);
        }
    }

    [Fact]
    public void Cases_Decisions_CiteTheirSource() =>
        CaseFiles.Read("decisions").ShouldAllBe(item => item.File.GetProperty("source").GetString()!.StartsWith("https://", StringComparison.Ordinal));

    private static string PolicyText(JsonElement item) =>
        item.TryGetProperty("policy", out var policy)
            ? policy.GetRawText()
            : $$"""{"Version":"2012-10-17","Statement":{{item.GetProperty("statements").GetRawText()}}}""";

    private static KeyGrant Grant(JsonElement grant) => new()
    {
        GrantId = Text(grant, "GrantId"),
        GranteePrincipal = Text(grant, "GranteePrincipal"),
        GranteeServicePrincipal = Text(grant, "GranteeServicePrincipal"),
        RetiringPrincipal = Text(grant, "RetiringPrincipal"),
        Operations = [.. grant.GetProperty("Operations").EnumerateArray().Select(operation => operation.GetString()!)],
        EncryptionContextEquals = Pairs(grant, "EncryptionContextEquals"),
        EncryptionContextSubset = Pairs(grant, "EncryptionContextSubset"),
        SourceArn = Text(grant, "SourceArn"),
    };

    private static ImmutableSortedDictionary<string, string>? Pairs(JsonElement grant, string name) =>
        grant.TryGetProperty(name, out var pairs)
            ? pairs.EnumerateObject().ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value.GetString()!)
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
