using System.Collections.Immutable;
using System.Text.Json;
using AtRest.KeyPolicies.Grants;

namespace AtRest.KeyPolicies.Tests;

/// <summary>Tests that every result is explained by the deciding element, with its values.</summary>
public sealed class ExplanationTests
{
    private const string Other = "arn:aws:iam::444455556666:role/other";

    [Theory]
    [InlineData("""{"Principal":"*","Action":"*","Resource":"*"}""", "Principal matches arn:aws:iam::444455556666:role/tenant and Action matches kms:Decrypt.")]
    [InlineData("""{"Principal":{"AWS":"444455556666"},"NotAction":"s3:*","Resource":"*","Condition":{"Null":{"a:b":"true"}}}""", "Principal names the whole account of arn:aws:iam::444455556666:role/tenant and NotAction does not exclude kms:Decrypt, and the condition is met.")]
    [InlineData("""{"NotPrincipal":{"AWS":"111122223333"},"Action":"*","Resource":"*","Condition":{"Null":{"a:b":"true","a:c":"true"}}}""", "NotPrincipal does not exclude arn:aws:iam::444455556666:role/tenant and Action matches kms:Decrypt, and all conditions are met.")]
    [InlineData("""{"Principal":{"AWS":"arn:aws:iam::444455556666:role/other"},"Action":"*","Resource":"*"}""", "Principal does not match arn:aws:iam::444455556666:role/tenant.")]
    [InlineData("""{"NotPrincipal":{"AWS":"arn:aws:iam::444455556666:role/tenant"},"Action":"*","Resource":"*"}""", "NotPrincipal excludes arn:aws:iam::444455556666:role/tenant.")]
    [InlineData("""{"NotPrincipal":{"AWS":"444455556666"},"Action":"*","Resource":"*"}""", "NotPrincipal lists arn:aws:iam::444455556666:role/tenant only in part. AWS warns that the statement might allow it unless role, account and session are all listed.")]
    [InlineData("""{"Principal":"*","Action":["kms:Encrypt","s3:*"],"Resource":"*"}""", "Action does not match kms:Decrypt ('kms:Encrypt', 's3:*').")]
    [InlineData("""{"Principal":"*","NotAction":"kms:De*","Resource":"*"}""", "NotAction excludes kms:Decrypt ('kms:De*').")]
    [InlineData("""{"Principal":"*","Resource":"*"}""", "The statement has no Action, so it has no effect.")]
    [InlineData("""{"Principal":"*","Action":"*"}""", "The statement has no Resource, so it has no effect.")]
    [InlineData("""{"Principal":"*","Action":"*","Resource":"arn:aws:s3:::b"}""", "Resource does not match this key ('arn:aws:s3:::b').")]
    [InlineData("""{"Principal":"*","Action":"*","NotResource":"*"}""", "NotResource excludes this key ('*').")]
    [InlineData("""{"Principal":"*","Action":"*","Resource":"arn:aws:kms:*:*:key/${a:u}"}""", "Resource depends on an unknown variable ('arn:aws:kms:*:*:key/${a:u}').")]
    [InlineData("""{"Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"a:k":["x","y"]}}}""", "StringEquals a:k 'x', 'y' is not met: the request has 'v'.")]
    [InlineData("""{"Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"a:b":"x"}}}""", "StringEquals a:b 'x' is not met: the request has no a:b.")]
    [InlineData("""{"Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"a:u":"x"}}}""", "StringEquals a:u 'x' depends on a:u, which is unknown.")]
    [InlineData("""{"Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"a:k":"${a:u}"}}}""", "StringEquals a:k '${a:u}' depends on an unknown variable.")]
    [InlineData("""{"Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"a:k":"${a:b}"}}}""", "StringEquals a:k '${a:b}' is not met: the request has no value for its variable, and no value is equal to a missing value.")]
    [InlineData("""{"Principal":"*","Action":"*","Resource":"*","Condition":{"NumericEquals":{"a:u":"ten"}}}""", "NumericEquals a:u 'ten' is not met for any value of a:u.")]
    [InlineData("""{"Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"a:k":["1","2","3","4","5","6","7"]}}}""", "StringEquals a:k '1', '2', '3', '4', '5' and 2 more is not met: the request has 'v'.")]
    [InlineData("""{"Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"a:k":["1","2","3","4","5"]}}}""", "StringEquals a:k '1', '2', '3', '4', '5' is not met: the request has 'v'.")]
    [InlineData("""{"Principal":"*","Action":"*","Resource":"*","Condition":{"Null":{"a:k":"${a:b}"}}}""", "Null a:k '${a:b}' is not met: the request has 'v'.")]
    [InlineData("""{"Principal":"*","Action":[],"Resource":"*"}""", "Action does not match kms:Decrypt (nothing).")]
    [InlineData("""{"Principal":"*","Action":"*","NotResource":"arn:aws:kms:*:*:key/${a:u}"}""", "Resource depends on an unknown variable ('arn:aws:kms:*:*:key/${a:u}').")]
    [InlineData("""{"Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"a:u":"x","a:b":"x"}}}""", "StringEquals a:b 'x' is not met: the request has no a:b.")]
    public void Evaluate_Statement_ExplainsTheResult(string statement, string because)
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":{"Sid":"s","Effect":"Allow",{{statement[1..]}}}""";
        var context = JsonDocument.Parse("""{"a:k":"v","a:u":null}""").RootElement;

        var match = Requests.Evaluator(policy).Evaluate(Requests.FromContext(context)).Statements.ShouldHaveSingleItem();

        match.Because.ShouldBe(because);
        match.Sid.ShouldBe("s");
        match.Effect.ShouldBe(StatementEffect.Allow);
    }

    [Fact]
    public void Evaluate_DenyThatMayExcludeTheCaller_SaysThatItMightDeny() =>
        Because("""{"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::444455556666:role/tenant"},"Action":"*","Resource":"*"}""").ShouldBe(
            "NotPrincipal lists arn:aws:iam::444455556666:role/tenant only in part. AWS warns that the statement might deny it unless role, account and session are all listed.");

    [Theory]
    [InlineData(119, false)]
    [InlineData(120, false)]
    [InlineData(121, true)]
    public void Evaluate_LongValue_IsCutInTheExplanation(int length, bool isCut)
    {
        var value = new string('x', length);

        Because($$"""{"Effect":"Allow","Principal":"*","Action":"{{value}}","Resource":"*"}""")
            .ShouldBe($"Action does not match kms:Decrypt ('{(isCut ? value[..120] + "…" : value)}').");
    }

    [Fact]
    public void Evaluate_LongValueWithASurrogatePairAtTheLimit_DoesNotSplitThePair()
    {
        var value = new string('x', 119) + "\\ud83d\\udd11y";

        Because($$"""{"Effect":"Allow","Principal":"*","Action":"{{value}}","Resource":"*"}""")
            .ShouldBe($"Action does not match kms:Decrypt ('{value[..119]}…').");
    }

    [Theory]
    [InlineData(Requests.Role, "kms:Decrypt", Ternary.Yes, "The grant allows arn:aws:iam::444455556666:role/tenant to call kms:Decrypt.")]
    [InlineData(Other, "kms:Decrypt", Ternary.No, "The grant is for arn:aws:iam::444455556666:role/tenant, not for arn:aws:iam::444455556666:role/other.")]
    [InlineData(Requests.Role, "kms:Encrypt", Ternary.No, "The operations of the grant do not include kms:Encrypt ('Decrypt', 'CreateGrant').")]
    [InlineData(Requests.Role, "kms:CreateGrant", Ternary.Unknown, "The EncryptionContextSubset constraint of the grant depends on something unknown.")]
    [InlineData(Other, "kms:RetireGrant", Ternary.Yes, "arn:aws:iam::444455556666:role/other is the retiring principal of the grant.")]
    public void Evaluate_Grant_ExplainsTheResult(string principal, string action, Ternary matches, string because)
    {
        var grant = new KeyGrant
        {
            GrantId = "g",
            GranteePrincipal = Requests.Role,
            RetiringPrincipal = Other,
            Operations = ["Decrypt", "CreateGrant"],
            EncryptionContextSubset = ImmutableSortedDictionary<string, string>.Empty.Add("a", "b"),
        };
        var evaluator = new KeyPolicyEvaluator(Requests.Parse(Requests.Policy()), Requests.Key, [grant]);
        var request = Requests.Create(principal, action, [new("kms:EncryptionContext:a", ["b"])]);

        var match = evaluator.Evaluate(request).Grants.ShouldHaveSingleItem();

        (match.Matches, match.Because, match.GrantId, match.Index).ShouldBe((matches, because, "g", 0));
    }

    [Fact]
    public void Evaluate_GrantWithUnmetConstraints_NamesThem()
    {
        var grant = new KeyGrant
        {
            GranteePrincipal = Requests.Role,
            Operations = ["Decrypt"],
            EncryptionContextEquals = ImmutableSortedDictionary<string, string>.Empty.Add("a", "b"),
            SourceArn = "arn:aws:s3:::b",
        };

        new KeyPolicyEvaluator(Requests.Parse(Requests.Policy()), Requests.Key, [grant]).Evaluate(Requests.Create()).Grants[0].Because
            .ShouldBe("The request does not meet the EncryptionContextEquals and SourceArn constraint of the grant.");
    }

    [Fact]
    public void Evaluate_GrantToAService_NamesIt()
    {
        var grant = new KeyGrant { GranteeServicePrincipal = "ec2.amazonaws.com", Operations = ["Decrypt"] };
        var evaluator = new KeyPolicyEvaluator(Requests.Parse(Requests.Policy()), Requests.Key, [grant]);

        evaluator.Evaluate(Requests.Create()).Grants[0].Because.ShouldBe("The grant is for ec2.amazonaws.com, not for arn:aws:iam::444455556666:role/tenant.");
        evaluator.Evaluate(Requests.Create("ec2.amazonaws.com")).Grants[0].Because.ShouldBe("The grant allows ec2.amazonaws.com to call kms:Decrypt.");

        var both = new KeyPolicyEvaluator(Requests.Parse(Requests.Policy()), Requests.Key, [grant with { GranteePrincipal = Other }]);
        both.Evaluate(Requests.Create()).Grants[0].Because.ShouldBe($"The grant is for {Other}, not for {Requests.Role}.");
        both.Evaluate(Requests.Create(Other)).Grants[0].Because.ShouldBe($"The grant allows {Other} to call kms:Decrypt.");
    }

    private static string Because(string statement) => Requests.Evaluator(Requests.Policy(statement)).Evaluate(Requests.Create()).Statements[0].Because;
}
