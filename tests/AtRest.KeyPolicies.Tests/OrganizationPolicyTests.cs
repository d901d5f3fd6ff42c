using System.Collections.Immutable;
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
        OrganizationId = Organization,
    };

    [Theory]
    [InlineData(Full, ServiceControlState.Open)]
    [InlineData("""{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}""", ServiceControlState.Open)]
    [InlineData("""{"Effect":"Allow","Action":"kms:*","Resource":"arn:aws:kms:*:111122223333:key/*"}""", ServiceControlState.Open)]
    [InlineData("""{"Effect":"Allow","Action":"kms:*","Resource":"arn:aws:kms:*:999988887777:key/*"}""", ServiceControlState.Closed)]
    [InlineData("""{"Effect":"Allow","NotAction":"kms:*","Resource":"*"}""", ServiceControlState.Closed)]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-central-1"}}}""", ServiceControlState.Open)]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"us-east-1"}}}""", ServiceControlState.Closed)]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}}""", ServiceControlState.Open)]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"keys"}}}""", ServiceControlState.Unknown)]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"Null":{"aws:MultiFactorAuthAge":"true"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"NumericGreaterThanIfExists":{"aws:MultiFactorAuthAge":"3600"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-11-20T00:00:00Z"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-11-20T00:00:00Z"}}},{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}},{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}}}""", ServiceControlState.Unknown)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}},{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}}""", ServiceControlState.Unknown)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}},{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/*"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}}""", ServiceControlState.Unknown)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}""", ServiceControlState.Unknown)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}""", ServiceControlState.Unknown)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2026-11-01T00:00:00Z"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2026-11-01T00:00:00Z"}}}""", ServiceControlState.Closed)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}},{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"keys"}}}""", ServiceControlState.Unknown)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:Put*","Resource":"*"}""", ServiceControlState.Closed)]
    [InlineData(Full + """,{"Effect":"Deny","NotAction":"s3:*","Resource":"*"}""", ServiceControlState.Closed)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:PutKeyPolicy","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"keys"}}}""", ServiceControlState.Unknown)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:PutKeyPolicy","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::999988887777:role/*"}}}""", ServiceControlState.Closed)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}""", ServiceControlState.NotUnderstood)]
    [InlineData("""{"Effect":"Allow","Action":7,"Resource":"*"}""", ServiceControlState.NotUnderstood)]
    [InlineData(Full + """,{"Effect":"Deny","NotAction":"iam:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["eu-central-1","eu-west-1"]}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","NotAction":"iam:*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["us-east-1"]}}}""", ServiceControlState.Closed)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:ResourceOrgID":"o-exampleorgid"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:ResourceOrgID":"o-otherorgid00"}}}""", ServiceControlState.Closed)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:ResourceOrgID":"${aws:PrincipalOrgID}"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-exampleorgid"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:ResourceAccount":"111122223333"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/aws-service-role/*"}}}""", ServiceControlState.Closed)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"*","Resource":"arn:aws:s3:::*"}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"*","NotResource":["arn:aws:s3:::*","arn:aws:kms:*:*:key/*"]}""", ServiceControlState.Open)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"*","NotResource":["arn:aws:s3:::*"]}""", ServiceControlState.Closed)]
    [InlineData("", ServiceControlState.NotUnderstood)]
    public void ServiceControl_OfOnePolicyBelowFullAccess_IsDecided(string statements, ServiceControlState state) =>
        Decide([[Policy(statements)], [Policy(Full)]]).State.ShouldBe(state);

    [Fact]
    public void ServiceControl_LevelWithoutPolicies_DoesNotAllow()
    {
        Decide([[], []]).State.ShouldBe(ServiceControlState.Open);
        Decide([[Policy(Full)], []]).ShouldSatisfyAllConditions(
            it => it.State.ShouldBe(ServiceControlState.Closed), it => it.Places.ShouldBe([new GuardrailPlace(1, null, null)]));
    }

    [Fact]
    public void ServiceControl_DenialsThatExemptDifferentRoles_LeaveNobody()
    {
        static string Except(string role) => Policy("""{"Effect":"Deny","Action":"kms:PutKeyPolicy","Resource":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/""" + role + "\"}}}");

        Decide([[Policy(Full), Except("a")], [Policy(Full), Except("a")]]).ShouldSatisfyAllConditions(
            it => it.State.ShouldBe(ServiceControlState.Open), it => it.Principal.ShouldBe("arn:aws:iam::111122223333:role/a"));
        Decide([[Policy(Full), Except("a")], [Policy(Full), Except("b")]]).ShouldSatisfyAllConditions(
            it => it.State.ShouldBe(ServiceControlState.Closed), it => it.Places.ShouldBe([new GuardrailPlace(0, 1, 0), new GuardrailPlace(1, 1, 0)]));
    }

    /// <summary>What is certain does not depend on what could not be read.</summary>
    [Theory]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:PutKeyPolicy","Resource":"*"}""", ServiceControlState.Closed)]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""", ServiceControlState.Closed)]
    [InlineData(Full, ServiceControlState.Unknown)]
    [InlineData(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}""", ServiceControlState.Unknown)]
    public void ServiceControl_LevelThatWasNotRead_HidesNoDeny(string statements, ServiceControlState state)
    {
        ServiceControlPolicies.Decide([new([Policy(statements)], true), new([], false), new([Policy(Full)], true)], Subject).State.ShouldBe(state);
        ServiceControlPolicies.Decide([new([Policy(Full)], false), new([Policy(statements)], true)], Subject).State.ShouldBe(state);
    }

    [Fact]
    public void ServiceControl_LevelOfWhichSomeWasRead_CanAllowTheCall()
    {
        const string Others = """{"Effect":"Allow","Action":"s3:*","Resource":"*"}""";

        ServiceControlPolicies.Decide([new([Policy(Others)], false), new([Policy(Full)], true)], Subject).ShouldSatisfyAllConditions(
            it => it.State.ShouldBe(ServiceControlState.Unknown), it => it.Places.ShouldBeEmpty());
        ServiceControlPolicies.Decide([new([], false), new([], true)], Subject).State.ShouldBe(ServiceControlState.Unknown);
    }

    [Fact]
    public void ServiceControl_PolicyThatIsNotValid_HidesNoDeny()
    {
        Decide([["{", Policy(Full)], [Policy(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*"}""")]]).ShouldSatisfyAllConditions(
            it => it.State.ShouldBe(ServiceControlState.Closed), it => it.Places.ShouldBe([new GuardrailPlace(1, 0, 1)]));
        Decide([["{", Policy(Full)], [Policy(Full)]]).ShouldSatisfyAllConditions(
            it => it.State.ShouldBe(ServiceControlState.NotUnderstood), it => it.Places.ShouldBe([new GuardrailPlace(0, 0, null)]));
    }

    [Fact]
    public void ServiceControl_ConditionsOnTheCall_AreNamed()
    {
        Decide([[Policy(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}}""")]]).ShouldSatisfyAllConditions(
            it => it.Chosen.ShouldBe(["aws:MultiFactorAuthPresent"]), it => it.Undecided.ShouldBeEmpty());
        Decide([[Policy(Full + """,{"Effect":"Deny","Action":"kms:*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"192.0.2.0/24"},"StringNotEquals":{"aws:RequestedRegion":"us-east-1"}}}""")]]).ShouldSatisfyAllConditions(
            it => it.Undecided.ShouldBe(["aws:SourceIp"]), it => it.Chosen.ShouldBeEmpty());
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
    [InlineData("""{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-exampleorgid"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}""", "sure")]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}}""", "sure")]
    [InlineData("""{"StringNotEqualsIfExists":{"aws:ResourceOrgID":"o-exampleorgid"}}""", "none")]
    [InlineData("""{"StringEquals":{"aws:ResourceOrgID":"o-exampleorgid"}}""", "sure")]
    [InlineData("""{"StringNotEqualsIfExists":{"aws:SourceOrgID":"o-exampleorgid"},"Null":{"aws:SourceAccount":"false"},"Bool":{"aws:PrincipalIsAWSService":"true"}}""", "none")]
    [InlineData("""{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-exampleorgid","aws:PrincipalAccount":["444455556666"]}}""", "none")]
    [InlineData("""{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-exampleorgid","aws:ResourceTag/dp:exclude:identity":"true"}}""", "possible")]
    [InlineData("""{"StringNotEqualsIfExists":{"aws:SourceVpc":"vpc-1"},"NotIpAddressIfExists":{"aws:SourceIp":"192.0.2.0/24"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false","aws:ViaAWSService":"false"}}""", "possible")]
    [InlineData("""{"Null":{"aws:PrincipalOrgID":"true"}}""", "possible")]
    [InlineData("""{"Bool":{"kms:GrantIsForAWSResource":"false"}}""", "possible")]
    [InlineData("""{"StringEquals":{"kms:ViaService":"ec2.eu-central-1.amazonaws.com"},"Bool":{"kms:GrantIsForAWSResource":"true"}}""", "sure")]
    [InlineData("""{"ForAllValues:StringNotLike":{"aws:PrincipalOrgPaths":["o-exampleorgid/*"]},"StringNotEquals":{"aws:PrincipalOrgID":["o-exampleorgid"]}}""", "sure")]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:PrincipalOrgID":["o-exampleorgid"]}}""", "possible")]
    public void ResourceControl_DenyForARoleFromOutside_IsDecided(string? condition, string answer) => Answer(condition, isMember: false).ShouldBe(answer);

    [Theory]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}""", true, "none")]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}""", true, "sure")]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":"o-exampleorgid"}}""", null, "possible")]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}}""", true, "none")]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}}""", null, "possible")]
    public void ResourceControl_DenyForAMemberOrSomebodyUnknown_IsDecided(string condition, bool? isMember, string answer) => Answer(condition, isMember).ShouldBe(answer);

    [Theory]
    [InlineData(""" "Action":"*","Resource":"*" """, "sure")]
    [InlineData(""" "NotAction":"kms:*","Resource":"*" """, "none")]
    [InlineData(""" "NotAction":["s3:*","kms:DescribeKey"],"Resource":"*" """, "sure")]
    [InlineData(""" "Action":"*","Resource":"arn:aws:s3:::*" """, "none")]
    [InlineData(""" "Action":"*","NotResource":"arn:aws:kms:*:111122223333:key/*" """, "none")]
    [InlineData(""" "Action":"*","NotResource":"arn:aws:s3:::*" """, "sure")]
    [InlineData(""" "Action":"kms:Decrypt","Resource":"arn:aws:kms:eu-central-1:*:key/*" """, "sure")]
    [InlineData(""" "Action":"kms:Decrypt","Resource":"arn:aws:kms:us-east-1:*:key/*" """, "none")]
    [InlineData(""" "Action":["kms:ScheduleKeyDeletion","kms:PutKeyPolicy"],"Resource":"*" """, "none")]
    [InlineData(""" "Action":"kms:*","Resource":"*","Condition":{"ForAnyValue:StringNotEquals":{"aws:PrincipalOrgID":["o-exampleorgid"]}} """, "possible")]
    [InlineData(""" "Action":"kms:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::444455556666:role/*"]}} """, "none")]
    [InlineData(""" "Action":"kms:*","Resource":"*","Condition":{"ArnNotEquals":{"aws:PrincipalArn":["arn:aws:iam::444455556666:role/tenant"]}} """, "possible")]
    [InlineData(""" "Action":"kms:*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":["arn:aws:sts::444455556666:assumed-role/tenant/*"]}} """, "sure")]
    [InlineData(""" "Action":"kms:*","Resource":"*","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}} """, "sure")]
    [InlineData(""" "Action":"kms:*","Resource":"*","Condition":{"Bool":{"aws:PrincipalIsAWSService":"true"}} """, "none")]
    [InlineData(""" "Action":"kms:*","Resource":"*","Condition":{"Null":{"aws:PrincipalArn":"true"}} """, "none")]
    [InlineData(""" "Action":"kms:*","Resource":"*","Condition":{"Null":{"aws:SourceAccount":"true"}} """, "sure")]
    [InlineData(""" "Action":"kms:*","Resource":"*","Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}} """, "possible")]
    public void ResourceControl_FormsOfADeny_AreDecided(string members, string answer) =>
        AnswerTo($$"""{"Effect":"Deny","Principal":"*",{{members}}}""", isMember: false).ShouldBe(answer);

    private static ServiceControl Decide(ImmutableArray<ImmutableArray<string>> levels) =>
        ServiceControlPolicies.Decide([.. levels.Select(level => new ServiceControlLevel(level, true))], Subject);

    private static string Answer(string? condition, bool? isMember) =>
        AnswerTo($$"""{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"{{(condition is null ? "" : $",\"Condition\":{condition}")}}}""", isMember);

    private static string AnswerTo(string statement, bool? isMember)
    {
        var policy = Policy(statement);
        Arn.TryParse("arn:aws:iam::444455556666:role/tenant", out var role).ShouldBeTrue();
        var denials = ResourceControlPolicy.Of(policy, Subject, Organization).DenialsOf(role!, isMember);
        return denials is [] ? "none" : denials.ShouldHaveSingleItem().IsSure ? "sure" : "possible";
    }

    private static string Policy(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";
}
