using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Tests;

/// <summary>Tests the parsed policy.</summary>
public sealed class ModelTests
{
    private static readonly string[] Key = ["A:key"];
    private static readonly string[] Other = ["a:other"];

    [Theory]
    [InlineData("AWS", "*", PolicyPrincipalKind.Everyone, null, null, null)]
    [InlineData("AWS", "111122223333", PolicyPrincipalKind.Account, null, "111122223333", null)]
    [InlineData("AWS", "arn:aws-cn:iam::111122223333:root", PolicyPrincipalKind.Account, "aws-cn", "111122223333", null)]
    [InlineData("AWS", "arn:aws:iam::111122223333:role/a/b/r", PolicyPrincipalKind.Role, "aws", "111122223333", "r")]
    [InlineData("AWS", "arn:aws:iam::111122223333:user/u", PolicyPrincipalKind.User, "aws", "111122223333", "u")]
    [InlineData("AWS", "arn:aws:sts::111122223333:assumed-role/r/s", PolicyPrincipalKind.RoleSession, "aws", "111122223333", "r")]
    [InlineData("AWS", "arn:aws:sts::111122223333:federated-user/u", PolicyPrincipalKind.FederatedUser, "aws", "111122223333", "u")]
    [InlineData("AWS", "AROACKCEVSQ6C2EXAMPLE", PolicyPrincipalKind.UniqueId, null, null, null)]
    [InlineData("AWS", "arn:aws:iam::111122223333:role/*", PolicyPrincipalKind.PartialWildcard, null, null, null)]
    [InlineData("AWS", "AROA", PolicyPrincipalKind.Unrecognized, null, null, null)]
    [InlineData("AWS", "AROACKCEVSQ6C2E", PolicyPrincipalKind.Unrecognized, null, null, null)]
    [InlineData("AWS", "AROAZ09EVSQ6C2EX", PolicyPrincipalKind.UniqueId, null, null, null)]
    [InlineData("AWS", "AROACKCEVSQ6C2ExAMPLE", PolicyPrincipalKind.Unrecognized, null, null, null)]
    [InlineData("AWS", "AROACKCEVSQ6-2EXAMPLE", PolicyPrincipalKind.Unrecognized, null, null, null)]
    [InlineData("AWS", "AROBCKCEVSQ6C2EXAMPLE", PolicyPrincipalKind.Unrecognized, null, null, null)]
    [InlineData("AWS", "BROACKCEVSQ6C2EXAMPLE", PolicyPrincipalKind.Unrecognized, null, null, null)]
    [InlineData("AWS", "arn:aws:iam::111122223333:role/", PolicyPrincipalKind.Unrecognized, "aws", "111122223333", null)]
    [InlineData("AWS", "arn:aws:sts::111122223333:assumed-role//s", PolicyPrincipalKind.Unrecognized, "aws", "111122223333", null)]
    [InlineData("AWS", "arn:aws:sts::111122223333:assumed-role/r/", PolicyPrincipalKind.Unrecognized, "aws", "111122223333", null)]
    [InlineData("AWS", "arn:aws:sts::111122223333:assumed-role/r", PolicyPrincipalKind.Unrecognized, "aws", "111122223333", null)]
    [InlineData("Service", "*.amazonaws.com", PolicyPrincipalKind.PartialWildcard, null, null, null)]
    [InlineData("Federated", "cognito*", PolicyPrincipalKind.PartialWildcard, null, null, null)]
    [InlineData("AWS", "arn:aws:iam:eu-west-1:111122223333:root", PolicyPrincipalKind.Unrecognized, null, null, null)]
    [InlineData("Service", "ec2.amazonaws.com", PolicyPrincipalKind.Service, null, null, null)]
    [InlineData("Federated", "accounts.google.com", PolicyPrincipalKind.Federated, null, null, null)]
    [InlineData("CanonicalUser", "79a5", PolicyPrincipalKind.CanonicalUser, null, null, null)]
    public void Parse_Principal_HasItsKind(string type, string text, PolicyPrincipalKind kind, string? partition, string? account, string? name)
    {
        var statement = Requests.Parse(Requests.Policy(Requests.Statement(principal: $$"""{"{{type}}":"{{text}}"}"""))).Statements[0];

        statement.Principal.Entries.ShouldHaveSingleItem().ShouldBe(
            new PolicyPrincipal { Kind = kind, Text = text, Partition = partition, AccountId = account, Name = name });
        statement.Principal.NamesEveryone.ShouldBe(kind == PolicyPrincipalKind.Everyone);
    }

    [Theory]
    [InlineData(128, PolicyPrincipalKind.UniqueId)]
    [InlineData(129, PolicyPrincipalKind.Unrecognized)]
    public void Parse_LongUniqueId_IsAUniqueIdUpToTheLimit(int length, PolicyPrincipalKind kind) =>
        Requests.Parse(Requests.Policy(Requests.Statement(principal: $$"""{"AWS":"{{"AROA".PadRight(length, 'X')}}"}"""))).Statements[0]
            .Principal.Entries[0].Kind.ShouldBe(kind);

    [Fact]
    public void NamesEveryone_StarAmongOthers_IsTrue() =>
        Requests.Parse(Requests.Policy(Requests.Statement(principal: """{"AWS":["111122223333","*"]}"""))).Statements[0].Principal.NamesEveryone.ShouldBeTrue();

    [Fact]
    public void Parse_Statement_KeepsItsElementsAndPosition()
    {
        const string Text = """
            {
              "Version": "2012-10-17", "Id": "i",
              "Statement": [
                { "Effect": "Deny", "NotPrincipal": "*", "NotAction": "kms:*", "NotResource": ["*"] },
                  { "Sid": "Zürich", "Effect": "Allow", "Principal": "*", "Action": ["a:b"], "Resource": "*",
                    "Condition": { "ForAnyValue:StringNotLikeIfExists": { "k:A": ["x", 1, true] } } }
              ]
            }
            """;

        var policy = Requests.Parse(Text);

        (policy.Version, policy.Id, policy.Statements.Length).ShouldBe((PolicyVersion.V20121017, "i", 2));
        var first = policy.Statements[0];
        (first.Index, first.Sid, first.Effect, first.Line, first.Column).ShouldBe((0, null, StatementEffect.Deny, 4, 5));
        (first.Principal.IsNegated, first.Action!.IsNegated, first.Resource!.IsNegated).ShouldBe((true, true, true));
        var second = policy.Statements[1];
        (second.Index, second.Sid, second.Effect, second.Line, second.Column).ShouldBe((1, "Zürich", StatementEffect.Allow, 5, 7));
        Text[second.Text].ShouldStartWith("""{ "Sid": "Zürich",""");
        Text[second.Text].ShouldEndWith("} } }");
        var condition = second.Conditions.ShouldHaveSingleItem();
        condition.Operator.ShouldBe(new ConditionOperator(ConditionComparison.StringLike, IsNegated: true, IfExists: true, SetQuantifier.ForAnyValue));
        (condition.OperatorText, condition.Key, condition.Line, condition.Column).ShouldBe(("ForAnyValue:StringNotLikeIfExists", "k:A", 6, 63));
        condition.Values.ShouldBe(["x", "1", "true"]);
    }

    [Fact]
    public void Decide_CaseSensitiveContext_IsReadWithoutRegardToCase()
    {
        var evaluator = Requests.Evaluator(Requests.Policy(Requests.Statement(rest: ""","Condition":{"StringEquals":{"a:KEY":"v"}}""")));
        var known = Requests.Create() with { Context = new Dictionary<string, ImmutableArray<string>> { ["a:other"] = ["w"], ["A:key"] = ["v"], ["a:third"] = ["w"] }.ToFrozenDictionary() };
        var unknown = Requests.Create() with { Unknown = Key.ToFrozenSet() };

        evaluator.Decide(known).ShouldBe(AccessOutcome.Allow);
        evaluator.Decide(unknown).ShouldBe(AccessOutcome.Conditional);
        evaluator.Decide(Requests.Create() with { Unknown = Other.ToFrozenSet() }).ShouldBe(AccessOutcome.ImplicitDeny);
        evaluator.Decide(Requests.Create() with { Context = new Dictionary<string, ImmutableArray<string>> { ["a:other"] = ["v"] }.ToFrozenDictionary() })
            .ShouldBe(AccessOutcome.ImplicitDeny);
    }

    [Fact]
    public void Decide_KeyKnownAndUnknown_IsUnknown()
    {
        var evaluator = Requests.Evaluator(Requests.Policy(Requests.Statement(rest: ""","Condition":{"StringEquals":{"a:k":"v"}}""")));

        evaluator.Decide(Requests.Create(context: [new("a:k", ["v"])], unknown: ["A:K"])).ShouldBe(AccessOutcome.Conditional);
    }

    [Fact]
    public void Constructor_WithoutGrants_HasNone() =>
        new KeyPolicyEvaluator(Requests.Parse(Requests.Policy()), Requests.Key, default).Grants.ShouldBeEmpty();

    [Fact]
    public void Constructor_WithGrants_KeepsThem() =>
        new KeyPolicyEvaluator(Requests.Parse(Requests.Policy()), Requests.Key, [new() { Operations = [] }]).Grants.ShouldHaveSingleItem();

    [Fact]
    public void Decide_GrantWithoutOperations_AllowsNothing() =>
        new KeyPolicyEvaluator(Requests.Parse(Requests.Policy()), Requests.Key, [new() { GranteePrincipal = Requests.Role, Operations = default }])
            .Decide(Requests.Create()).ShouldBe(AccessOutcome.ImplicitDeny);
}
