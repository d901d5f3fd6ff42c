using static AtRest.KeyPolicies.Tests.Requests;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>Policies that let foreign callers in, in ways that are easily overlooked. The random tests of this folder found most of them.</summary>
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
    public void Outsiders_WithANamedPrincipalBesideAnAllowForTheOwnersAccount_HaveThePrincipal(string name) => Analyze(
        Statement(rest: ""","Condition":{"StringEquals":{"kms:CallerAccount":"111122223333"}}"""),
        Statement(principal: $$"""{"AWS":"arn:aws:iam::999988887777:{{name}}"}"""))
        .Outsiders.ShouldContain(outsider => outsider.IsCertain && outsider.Name == "arn:aws:iam::999988887777:" + name);

    [Fact]
    public void Outsiders_WithANamedFederatedUserBesideAnAllowForTheOwnersAccount_HaveTheUser() => Analyze(
        Statement(rest: ""","Condition":{"StringEquals":{"kms:CallerAccount":"111122223333"}}"""),
        Statement(principal: """{"AWS":"arn:aws:sts::999988887777:federated-user/b"}"""))
        .Outsiders.ShouldContain(outsider => outsider.IsCertain && outsider.Name.Contains("federated-user/b", StringComparison.Ordinal));

    /// <summary>A tag of a caller need not be a number: only then does neither Deny meet it.</summary>
    [Fact]
    public void Outsiders_WhereOnlyATextEscapesBothDenies_AreCertain() => Analyze(
        Statement(),
        Statement("Deny", rest: ""","Condition":{"NumericLessThan":{"aws:PrincipalTag/x":"5"}}"""),
        Statement("Deny", rest: ""","Condition":{"NumericGreaterThanEquals":{"aws:PrincipalTag/x":"5"}}"""),
        Statement("Deny", rest: ""","Condition":{"Null":{"aws:PrincipalTag/x":"true"}}"""))
        .Outsiders.ShouldContain(outsider => outsider.IsCertain);

    private static KeyPolicyAnalysis Analyze(params string[] statements) => KeyPolicyAnalysis.Of(Policy(statements), new KeySubject { Key = Key, Moment = DateTimeOffset.UnixEpoch });
}
