using static AtRest.KeyPolicies.Tests.Requests;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>Tests policies that allow foreign callers in ways that are easy to overlook. The random tests of this folder found most of them.</summary>
public sealed class DecidedAccessTests
{
    [Theory]
    [InlineData("""{"ArnEquals":{"aws:PrincipalArn":"${aws:PrincipalTag/x}"}}""")]
    [InlineData("""{"StringEquals":{"aws:PrincipalAccount":"${aws:PrincipalTag/x}"}}""")]
    [InlineData("""{"StringEquals":{"aws:SourceVpce":"${aws:PrincipalTag/x}"}}""")]
    [InlineData("""{"StringEquals":{"aws:userid":"${aws:PrincipalTag/x}"}}""")]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/x":["bob","${aws:username}"]},"StringLike":{"aws:username":"b*"}}""")]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/x":"${aws:username}"},"StringLike":{"aws:PrincipalTag/x":"bob"}}""")]
    [InlineData("""{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::${aws:PrincipalAccount}:role/a"}}""")]
    [InlineData("""{"Null":{"aws:PrincipalTag/x":"false"}}""")]
    [InlineData("""{"ArnLike":{"kms:EncryptionContext:app":"arn:aws:logs"}}""")]
    [InlineData("""{"ArnLike":{"kms:EncryptionContext:app":"*"}}""")]
    [InlineData("""{"ArnEquals":{"aws:PrincipalTag/x":"${aws:PrincipalTag/y}"}}""")]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["*${aws:username}"]}}""")]
    [InlineData("""{"StringLike":{"aws:SourceIp":"203.*"}}""")]
    [InlineData("""{"StringLike":{"aws:SourceIp":"2001:db8:*"}}""")]
    [InlineData("""{"Null":{"aws:PrincipalTag/x":"false"},"BoolIfExists":{"aws:PrincipalTag/x":"true"}}""")]
    public void Analysis_OfAnAllowThatCallersOfAnyAccountCanMeet_IsPublicWithOutsiders(string condition)
    {
        var analysis = Analyze(Statement(rest: $",\"Condition\":{condition}"));

        analysis.Public.ShouldNotBeNull().Actions.ShouldNotBeEmpty();
        analysis.Outsiders.ShouldContain(outsider => outsider.IsCertain);
    }

    [Theory]
    [InlineData("user/p/b")]
    [InlineData("role/p/b")]
    public void Outsiders_WithANamedPrincipalNextToAnAllowForTheOwnersAccount_IncludeThePrincipal(string name) => Analyze(
        Statement(rest: ""","Condition":{"StringEquals":{"kms:CallerAccount":"111122223333"}}"""),
        Statement(principal: $$"""{"AWS":"arn:aws:iam::999988887777:{{name}}"}"""))
        .Outsiders.ShouldContain(outsider => outsider.IsCertain && outsider.Name == "arn:aws:iam::999988887777:" + name);

    [Fact]
    public void Outsiders_WithANamedFederatedUserNextToAnAllowForTheOwnersAccount_IncludeTheUser() => Analyze(
        Statement(rest: ""","Condition":{"StringEquals":{"kms:CallerAccount":"111122223333"}}"""),
        Statement(principal: """{"AWS":"arn:aws:sts::999988887777:federated-user/b"}"""))
        .Outsiders.ShouldContain(outsider => outsider.IsCertain && outsider.Name.Contains("federated-user/b", StringComparison.Ordinal));

    /// <summary>Each condition is met only by one kind of caller, or only in one way.</summary>
    [Theory]
    [InlineData("kms:*", """{"StringEquals":{"aws:userid":"222233334444:bob"}}""")]
    [InlineData("kms:*", """{"StringEquals":{"aws:username":"bob"}}""")]
    [InlineData("kms:*", """{"StringEquals":{"aws:PrincipalOrgID":"o-aaaaaaaaaa"}}""")]
    [InlineData("kms:*", """{"StringNotEquals":{"aws:PrincipalOrgID":"o-aaaaaaaaaa"},"Null":{"aws:PrincipalOrgID":"true"}}""")]
    [InlineData("kms:*", """{"IpAddress":{"aws:SourceIp":"2001:db8::/48"}}""")]
    [InlineData("kms:Decrypt", """{"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"a"},"ForAnyValue:StringLike":{"kms:EncryptionContextKeys":"b"}}""")]
    [InlineData("kms:RetireGrant", """{"Null":{"kms:CallerAccount":"true"}}""")]
    [InlineData("kms:RetireGrant", """{"StringEquals":{"kms:CallerAccount":"222233334444"}}""")]
    public void Outsiders_OfAnAllowThatFewRequestsMeet_AreCertain(string action, string condition) =>
        Analyze(Statement(action: $"\"{action}\"", rest: $",\"Condition\":{condition}")).Outsiders.ShouldContain(outsider => outsider.IsCertain);

    [Theory]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-aaaaaaaaaa"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"2001:db8::/48"}}""")]
    [InlineData("""{"StringEquals":{"aws:SourceVpce":"vpce-aaaaaaaa"}}""")]
    [InlineData("""{"StringEquals":{"aws:PrincipalAccount":"999988887777"}}""")]
    public void Public_WhereAFixedValueNamesTheCaller_IsNull(string condition) => Analyze(Statement(rest: $",\"Condition\":{condition}")).Public.ShouldBeNull();

    /// <summary>A service that does not send its source can act for any account.</summary>
    [Fact]
    public void Outsiders_IfAServiceDoesNotHaveToSendItsSource_IncludeTheService() => Analyze(
        Statement(principal: """{"Service":"logs.eu-central-1.amazonaws.com"}""", rest: ""","Condition":{"StringEqualsIfExists":{"aws:SourceAccount":"111122223333"}}"""))
        .Outsiders.ShouldContain(outsider => outsider.IsCertain && outsider.Name == "logs.eu-central-1.amazonaws.com");

    [Fact]
    public void OwnerControl_WhereARoleIsExemptFromADeny_IsTheRole() => Analyze(
        Statement(principal: """{"AWS":"111122223333"}"""),
        Statement("Deny", rest: ""","Condition":{"StringNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/a*"}}"""))
        .OwnerControl.ShouldSatisfyAllConditions(control => control.IsCertain.ShouldBeTrue(), control => control.Principal.ShouldStartWith("arn:aws:iam::111122223333:role/a"));

    /// <summary>The tag of a caller does not have to be a number. A text that is not a number matches neither Deny.</summary>
    [Fact]
    public void Outsiders_IfOnlyATextMatchesNeitherDeny_AreCertain() => Analyze(
        Statement(),
        Statement("Deny", rest: ""","Condition":{"NumericLessThan":{"aws:PrincipalTag/x":"5"}}"""),
        Statement("Deny", rest: ""","Condition":{"NumericGreaterThanEquals":{"aws:PrincipalTag/x":"5"}}"""),
        Statement("Deny", rest: ""","Condition":{"Null":{"aws:PrincipalTag/x":"true"}}"""))
        .Outsiders.ShouldContain(outsider => outsider.IsCertain);

    private static KeyPolicyAnalysis Analyze(params string[] statements) => KeyPolicyAnalysis.Of(Policy(statements), new KeySubject { Key = Key, Moment = DateTimeOffset.UnixEpoch });
}
