using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Tests;

/// <summary>What the policies of AWS Organizations mean for a key. Whole situations are in the cases of rule ORG-1.</summary>
public sealed class OrganizationPolicyTests
{
    private const string Full = """{"Effect":"Allow","Action":"*","Resource":"*"}""";
    private const string Organization = "o-exampleorgid";

    private static readonly KeySubject Subject = new()
    {
        Key = KmsKeyArn.Parse("arn:aws:kms:eu-central-1:111122223333:key/11111111-aaaa-4aaa-8aaa-111111111111"),
        Moment = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
    };

    [Theory]
    [InlineData(Full, ServiceControlState.Open)]
    [InlineData("""{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}""", ServiceControlState.Open)]
    [InlineData("""{"Effect":"Allow","Action":"kms:*","Resource":"arn:aws:kms:*:111122223333:key/*"}""", ServiceControlState.Open)]
    [InlineData("""{"Effect":"Allow","Action":"kms:*","Resource":"arn:aws:kms:*:999988887777:key/*"}""", ServiceControlState.Closed)]
    [InlineData("""{"Effect":"Allow","NotAction":"kms:*","Resource":"*"}""", ServiceControlState.Closed)]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-central-1"}}}""", ServiceControlState.Unknown)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:Put*","Resource":"*"}""", ServiceControlState.Closed)]
    [InlineData(Full + """,{"Effect":"Deny","NotAction":"s3:*","Resource":"*"}""", ServiceControlState.Closed)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:PutKeyPolicy","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"keys"}}}""", ServiceControlState.Unknown)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:PutKeyPolicy","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::999988887777:role/*"}}}""", ServiceControlState.Closed)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}""", ServiceControlState.NotUnderstood)]
    [InlineData("""{"Effect":"Allow","Action":7,"Resource":"*"}""", ServiceControlState.NotUnderstood)]
    [InlineData("", ServiceControlState.NotUnderstood)]
    public void ServiceControl_OfOnePolicyBelowFullAccess_IsDecided(string statements, ServiceControlState state) =>
        ServiceControlPolicies.Decide([[Policy(statements)], [Policy(Full)]], Subject).State.ShouldBe(state);

    [Fact]
    public void ServiceControl_LevelWithoutPolicies_DoesNotAllow()
    {
        ServiceControlPolicies.Decide([[], []], Subject).State.ShouldBe(ServiceControlState.Open);
        ServiceControlPolicies.Decide([[Policy(Full)], []], Subject).ShouldSatisfyAllConditions(
            it => it.State.ShouldBe(ServiceControlState.Closed), it => it.Places.ShouldBe([new GuardrailPlace(1, null, null)]));
    }

    [Fact]
    public void ServiceControl_DenialsThatExemptDifferentRoles_LeaveNobody()
    {
        static string Except(string role) => Policy("""{"Effect":"Deny","Action":"kms:PutKeyPolicy","Resource":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/""" + role + "\"}}}");

        ServiceControlPolicies.Decide([[Policy(Full), Except("a")], [Policy(Full), Except("a")]], Subject).ShouldSatisfyAllConditions(
            it => it.State.ShouldBe(ServiceControlState.Open), it => it.Principal.ShouldBe("arn:aws:iam::111122223333:role/a"));
        ServiceControlPolicies.Decide([[Policy(Full), Except("a")], [Policy(Full), Except("b")]], Subject).ShouldSatisfyAllConditions(
            it => it.State.ShouldBe(ServiceControlState.Closed), it => it.Places.ShouldBe([new GuardrailPlace(0, 1, 0), new GuardrailPlace(1, 1, 0)]));
    }

    [Theory]
    [InlineData(null, "sure")]
    [InlineData("""{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-exampleorgid"}}""", "sure")]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}""", "sure")]
    [InlineData("""{"ForAllValues:StringNotLike":{"aws:PrincipalOrgPaths":"o-exampleorgid/r-exam/*"}}""", "sure")]
    [InlineData("""{"StringNotLike":{"aws:PrincipalOrgID":"o-*"}}""", "possible")]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":["o-exampleorgid","o-other00000"]}}""", "possible")]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}""", "none")]
    [InlineData("""{"Bool":{"aws:SecureTransport":"false"}}""", "none")]
    public void ResourceControl_DenyForARoleFromOutside_IsDecided(string? condition, string answer) => Answer(condition, isMember: false).ShouldBe(answer);

    [Theory]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}""", true, "none")]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}""", true, "sure")]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}""", null, "possible")]
    public void ResourceControl_DenyForAMemberOrSomebodyUnknown_IsDecided(string condition, bool? isMember, string answer) => Answer(condition, isMember).ShouldBe(answer);

    private static string Answer(string? condition, bool? isMember)
    {
        var policy = Policy($$"""{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"{{(condition is null ? "" : $",\"Condition\":{condition}")}}}""");
        Arn.TryParse("arn:aws:iam::444455556666:role/tenant", out var role).ShouldBeTrue();
        var denials = ResourceControlPolicy.Of(policy, Subject, Organization).DenialsOf(role!, isMember);
        return denials is [] ? "none" : denials.ShouldHaveSingleItem().IsSure ? "sure" : "possible";
    }

    private static string Policy(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";
}
