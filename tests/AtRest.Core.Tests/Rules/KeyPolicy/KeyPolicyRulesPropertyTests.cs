using AtRest.Core.Rules;
using AtRest.Tests.Shared;
using CsCheck;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>Properties of all policies, tested with random ones.</summary>
public sealed class KeyPolicyRulesPropertyTests
{
    private const int Samples = 300;

    private static readonly Gen<string> Principal = OneOf(
        """ "*" """, """ {"AWS": "*"} """, """ {"AWS": "111122223333"} """, """ {"AWS": "arn:aws:iam::444455556666:root"} """,
        """ {"AWS": "arn:aws:iam::444455556666:role/camunda/tenant-acme"} """, """ {"AWS": ["arn:aws:iam::777788889999:role/x", "arn:aws:iam::111122223333:role/Admin"]} """,
        """ {"Service": "logs.eu-central-1.amazonaws.com"} """, """ {"AWS": "AROAEXAMPLEID1234567"} """, """ {"Federated": "cognito-identity.amazonaws.com"} """);

    private static readonly Gen<string> Action = OneOf(""" "kms:*" """, """ ["kms:Decrypt", "kms:GenerateDataKey*"] """, """ "kms:Put*" """, """ "kms:RetireGrant" """);

    private static readonly Gen<string> Condition = OneOf(
        "", "",
        """, "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}} """,
        """, "Condition": {"StringNotEquals": {"kms:CallerAccount": ["111122223333", "444455556666"]}} """,
        """, "Condition": {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/Admin"}} """,
        """, "Condition": {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-abcdefghij"}} """,
        """, "Condition": {"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "10.0.0.0/8"]}} """,
        """, "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}} """,
        """, "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:logs:*:111122223333:*"}} """,
        """, "Condition": {"StringEquals": {"aws:BrandNewKey": "${aws:PrincipalTag/team}"}} """);

    private static readonly Gen<string[]> Statements = Statement("Allow").Array[1, 5];

    [Fact]
    public void Statuses_OfAnyPolicy_DoNotDependOnTheOrderOfStatements() => Gen.Select(Statements, Statement("Deny")).SampleFixed(
        (allows, deny) => Statuses([.. allows, deny]).ShouldBe(Statuses([deny, .. allows.Reverse()])),
        iter: Samples);

    [Fact]
    public void PublicKey_OfAnyPolicy_FailsForeignAccessToo() => Statements.SampleFixed(
        allows =>
        {
            var statuses = Statuses(allows);
            (statuses[1] == FindingStatus.Fail && statuses[2] != FindingStatus.Fail).ShouldBeFalse();
        },
        iter: Samples);

    [Fact]
    public void Deny_AddedToAnyPolicy_LetsNobodyIn() => Gen.Select(Statements, Statement("Deny")).SampleFixed(
        (allows, deny) =>
        {
            var before = Statuses(allows);
            var after = Statuses([.. allows, deny]);
            (before[1] == FindingStatus.Pass && after[1] != FindingStatus.Pass).ShouldBeFalse();
            (before[2] == FindingStatus.Pass && after[2] != FindingStatus.Pass).ShouldBeFalse();
            (before[3] == FindingStatus.Pass && after[3] == FindingStatus.Fail).ShouldBeFalse();
            (before[0] == FindingStatus.Fail && after[0] == FindingStatus.Pass).ShouldBeFalse();
            (before[4] == FindingStatus.Fail && after[4] == FindingStatus.Pass).ShouldBeFalse();
        },
        iter: Samples);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Gen<string> Statement(string effect) => Gen.Select(Principal, Action, Condition)
        .Select((principal, action, condition) => $$"""{"Effect": "{{effect}}", "Principal": {{principal}}, "Action": {{action}}, "Resource": "*"{{condition}}}""");

    private static FindingStatus[] Statuses(IEnumerable<string> statements)
    {
        var policy = $$"""{"Version": "2012-10-17", "Statement": [{{string.Join(',', statements)}}]}""";
        var context = CaseWorld.Context(CaseWorld.WithPolicy(policy));
        return [.. KeyPolicyJudge.Rules.Select(rule => rule.Evaluate(context).Single().Status)];
    }
}
