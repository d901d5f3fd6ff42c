using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Deciding;
using static AtRest.KeyPolicies.Tests.Requests;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>
/// Tests an Allow for everyone with Deny statements, at the boundaries of their values. If the Deny statements leave one value, a caller has access; if they
/// leave none, no caller has access.
/// </summary>
public sealed class DecidedValuesTests
{
    private const string NoTag = """{"Null":{"aws:PrincipalTag/x":"true"}}""";

    [Theory]
    [InlineData("""{"NumericLessThan":{"aws:MultiFactorAuthAge":"5"},"NumericGreaterThan":{"aws:MultiFactorAuthAge":"4"}}""")]
    [InlineData("""{"NumericLessThanEquals":{"aws:MultiFactorAuthAge":"5"},"NumericGreaterThanEquals":{"aws:MultiFactorAuthAge":"5"}}""")]
    [InlineData("""{"NumericGreaterThan":{"aws:MultiFactorAuthAge":"1e6"}}""")]
    [InlineData("""{"NumericLessThan":{"aws:MultiFactorAuthAge":"-3"}}""")]
    [InlineData("""{"NumericNotEquals":{"aws:MultiFactorAuthAge":["1","2"]}}""")]
    [InlineData("""{"NumericEquals":{"aws:MultiFactorAuthAge":["1","2"]}}""", """{"NumericEquals":{"aws:MultiFactorAuthAge":"1"}}""")]
    [InlineData("""{"NumericEquals":{"aws:MultiFactorAuthAge":["1","2"]}}""", """{"NumericEquals":{"aws:MultiFactorAuthAge":"2"}}""")]
    [InlineData("""{"NumericGreaterThan":{"aws:MultiFactorAuthAge":"1"}}""", """{"NumericEquals":{"aws:MultiFactorAuthAge":"2"}}""", """{"NumericGreaterThan":{"aws:MultiFactorAuthAge":"2"}}""")]
    [InlineData("""{"NumericLessThan":{"aws:MultiFactorAuthAge":"2"}}""", """{"NumericEquals":{"aws:MultiFactorAuthAge":"1"}}""", """{"NumericLessThan":{"aws:MultiFactorAuthAge":"1"}}""")]
    [InlineData("""{"DateGreaterThan":{"aws:TokenIssueTime":"2026-01-01T00:00:00Z"},"DateLessThan":{"aws:TokenIssueTime":"2026-01-01T00:00:02Z"}}""")]
    [InlineData("""{"DateGreaterThan":{"aws:TokenIssueTime":"2026-01-01T00:00:00Z"}}""")]
    [InlineData("""{"DateLessThan":{"aws:TokenIssueTime":"2026-01-01T00:00:00Z"}}""")]
    [InlineData("""{"DateGreaterThanEquals":{"aws:TokenIssueTime":"2026-01-01T00:00:00Z"},"DateLessThanEquals":{"aws:TokenIssueTime":"2026-01-01T00:00:00Z"}}""")]
    [InlineData("""{"DateEquals":{"aws:TokenIssueTime":["2026-01-01T00:00:00Z","2026-01-02T00:00:00Z"]}}""", """{"DateEquals":{"aws:TokenIssueTime":"2026-01-01T00:00:00Z"}}""")]
    [InlineData("""{"DateGreaterThan":{"aws:TokenIssueTime":"9999-12-31T23:59:59Z"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.0/31"}}""", """{"IpAddress":{"aws:SourceIp":"10.0.0.0/32"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.0/31"}}""", """{"IpAddress":{"aws:SourceIp":"10.0.0.1"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}""", """{"IpAddress":{"aws:SourceIp":"0.0.0.0/1"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}""", """{"IpAddress":{"aws:SourceIp":"128.0.0.0/1"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"255.255.255.254/31"}}""", """{"IpAddress":{"aws:SourceIp":"255.255.255.254"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"2001:db8::/127"}}""", """{"IpAddress":{"aws:SourceIp":"2001:db8::/128"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"::/0"}}""", """{"IpAddress":{"aws:SourceIp":"8000::/1"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127"}}""", """{"IpAddress":{"aws:SourceIp":"ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe"}}""")]
    [InlineData("""{"NotIpAddress":{"aws:SourceIp":"0.0.0.0/0"}}""", """{"Null":{"aws:SourceIp":"true"}}""")]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""", """{"Bool":{"aws:SecureTransport":"false"}}""")]
    [InlineData("""{"StringEqualsIgnoreCase":{"aws:PrincipalTag/x":"ab"}}""", """{"StringEquals":{"aws:PrincipalTag/x":["ab","AB","Ab"]}}""")]
    [InlineData("""{"StringLike":{"aws:PrincipalTag/x":"a?"}}""", """{"StringLike":{"aws:PrincipalTag/x":["aa","ab"]}}""")]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/x":"\u00e9"}}""")]
    [InlineData("""{"StringLike":{"aws:PrincipalTag/x":"*\u00e9*"}}""", """{"StringLike":{"aws:PrincipalTag/x":["\u00e9","\u00e9*","*\u00e9"]}}""")]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:TagKeys":["a","b"]}}""", """{"ForAnyValue:StringEquals":{"aws:TagKeys":"a"}}""")]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["a"]},"Null":{"aws:TagKeys":"false"}}""")]
    public void Outsiders_IfTheDeniesLeaveAValue_AreCertain(string allow, params string[] denies) => Outsiders(allow, denies).ShouldContain(outsider => outsider.IsCertain);

    [Theory]
    [InlineData("""{"NumericLessThan":{"aws:MultiFactorAuthAge":"5"},"NumericGreaterThanEquals":{"aws:MultiFactorAuthAge":"5"}}""")]
    [InlineData("""{"NumericEquals":{"aws:MultiFactorAuthAge":["1","2"]}}""", """{"NumericEquals":{"aws:MultiFactorAuthAge":"1"}}""", """{"NumericEquals":{"aws:MultiFactorAuthAge":"2"}}""")]
    [InlineData("""{"NumericGreaterThan":{"aws:MultiFactorAuthAge":"1"}}""", """{"NumericEquals":{"aws:MultiFactorAuthAge":"2"}}""", """{"NumericGreaterThan":{"aws:MultiFactorAuthAge":"2"}}""", """{"NumericLessThan":{"aws:MultiFactorAuthAge":"2"}}""")]
    [InlineData("""{"DateGreaterThan":{"aws:TokenIssueTime":"2026-01-01T00:00:00Z"},"DateLessThan":{"aws:TokenIssueTime":"2026-01-01T00:00:00Z"}}""")]
    [InlineData("""{"DateEquals":{"aws:TokenIssueTime":"2026-01-01T00:00:00Z"}}""", """{"DateEquals":{"aws:TokenIssueTime":"2026-01-01T00:00:00Z"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.0/31"}}""", """{"IpAddress":{"aws:SourceIp":"10.0.0.0"}}""", """{"IpAddress":{"aws:SourceIp":"10.0.0.1"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}""", """{"IpAddress":{"aws:SourceIp":"0.0.0.0/1"}}""", """{"IpAddress":{"aws:SourceIp":"128.0.0.0/1"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"2001:db8::/127"}}""", """{"IpAddress":{"aws:SourceIp":["2001:db8::/128","2001:db8::1"]}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"::/0"}}""", """{"IpAddress":{"aws:SourceIp":["::/1","8000::/1"]}}""")]
    [InlineData("""{"NotIpAddress":{"aws:SourceIp":["0.0.0.0/0","::/0"]}}""", """{"Null":{"aws:SourceIp":"true"}}""")]
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""", """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}""")]
    [InlineData("""{"StringEqualsIgnoreCase":{"aws:PrincipalTag/x":"ab"}}""", """{"StringEquals":{"aws:PrincipalTag/x":["ab","AB","Ab","aB"]}}""")]
    [InlineData("""{"StringLike":{"aws:PrincipalTag/x":"a?"}}""", """{"StringLike":{"aws:PrincipalTag/x":"a*"}}""")]
    [InlineData("""{"StringNotLike":{"aws:PrincipalTag/x":"?*"}}""", NoTag, """{"StringEquals":{"aws:PrincipalTag/x":""}}""")]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:TagKeys":["a","b"]}}""", """{"ForAnyValue:StringEquals":{"aws:TagKeys":["a","b"]}}""")]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["a"]},"Null":{"aws:TagKeys":"false"}}""", """{"ForAnyValue:StringEquals":{"aws:TagKeys":"a"}}""")]
    public void Outsiders_IfTheDeniesLeaveNoValue_AreEmpty(string allow, params string[] denies) => Outsiders(allow, denies).ShouldBeEmpty();

    /// <summary>A condition that compares the key in another type leaves no value where the others have none.</summary>
    [Theory]
    [InlineData("""{"StringEqualsIgnoreCase":{"aws:SourceIp":"8.8.*"}}""", """{"IpAddressIfExists":{"aws:SourceIp":"2001:db8::/32"}}""")]
    [InlineData("""{"StringLike":{"aws:SourceIp":"8.8.*"},"StringNotLike":{"aws:SourceIp":"8.*"}}""", """{"IpAddress":{"aws:SourceIp":"2001:db8::/32"}}""")]
    [InlineData("""{"StringLike":{"aws:SourceIp":"8.8.*"}}""", """{"StringLike":{"aws:SourceIp":"8.*"}}""", """{"IpAddress":{"aws:SourceIp":"2001:db8::/32"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"},"NotIpAddress":{"aws:SourceIp":"10.0.0.0/7"}}""", """{"StringLike":{"aws:SourceIp":"9.*"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""", """{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"},"StringLike":{"aws:SourceIp":"*"}}""")]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""", """{"Null":{"aws:SourceIp":"false"}}""", """{"StringLike":{"aws:SourceIp":"9.*"}}""")]
    [InlineData("""{"NumericLessThan":{"aws:PrincipalTag/x":"5"},"NumericGreaterThan":{"aws:PrincipalTag/x":"5"}}""", """{"StringEquals":{"aws:PrincipalTag/x":"7"}}""")]
    [InlineData("""{"DateGreaterThan":{"aws:PrincipalTag/x":"2026-01-01T00:00:00Z"},"NumericLessThan":{"aws:PrincipalTag/x":"5"},"NumericGreaterThan":{"aws:PrincipalTag/x":"6"}}""")]
    public void Outsiders_WithAKeyComparedInSeveralTypes_AreEmptyIfOneTypeLeavesNoValue(string allow, params string[] denies) => Outsiders(allow, denies).ShouldBeEmpty();

    [Theory]
    [InlineData(true, """{"StringLike":{"aws:SourceIp":"10.*"},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""")]
    [InlineData(true, """{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""", """{"StringLike":{"aws:SourceIp":"10.1.*"}}""")]
    [InlineData(true, """{"NumericGreaterThan":{"aws:PrincipalTag/x":"5"}}""", """{"StringEquals":{"aws:PrincipalTag/x":"7"}}""")]
    [InlineData(false, """{"NumericEquals":{"aws:PrincipalTag/x":"5"}}""", """{"StringEquals":{"aws:PrincipalTag/x":["5","5.0"]}}""")]
    [InlineData(true, """{"StringEquals":{"aws:PrincipalTag/x":"${aws:SourceIp}"},"StringLike":{"aws:SourceIp":"10.*"},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""", """{"StringNotLike":{"aws:PrincipalTag/x":"*.7"}}""")]
    public void Outsiders_WithAKeyComparedInSeveralTypes_AreFoundIfValuesAreLeft(bool areCertain, string allow, params string[] denies) =>
        Outsiders(allow, denies).Select(outsider => outsider.IsCertain).Distinct().ShouldBe([areCertain]);

    /// <summary>A unique ID does not show its account, so it is not certain that the caller is foreign.</summary>
    [Theory]
    [InlineData("AROAEXAMPLEID1234567:*")]
    [InlineData("AROAEXAMPLEID1234567:bob")]
    [InlineData("AROAEXAMPLEID1234567*")]
    [InlineData("AIDAEXAMPLEID1234567")]
    public void Public_WhereAUniqueIdNamesTheCaller_IsNull(string id) => AnalyzeUserId(id).ShouldSatisfyAllConditions(
        analysis => analysis.Public.ShouldBeNull(),
        analysis => analysis.Outsiders.ShouldContain(outsider => !outsider.IsCertain));

    [Theory]
    [InlineData("*")]
    [InlineData("AROA*")]
    [InlineData("AIDA*")]
    [InlineData("AROA*:bob")]
    [InlineData("*:bob")]
    public void Public_WhereAPatternNamesNoUniqueId_IsCertain(string id) => AnalyzeUserId(id).Public.ShouldNotBeNull().Actions.ShouldNotBeEmpty();

    /// <summary>In AWS's definition of public access, a range that is not broader than /8 (IPv4) or /32 (IPv6) restricts who can call.</summary>
    [Theory]
    [InlineData("203.0.113.0/24", false)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("10.0.0.0/7", true)]
    [InlineData("2001:db8::/32", false)]
    [InlineData("2001:db8::/31", true)]
    public void Public_OfAnAddressRange_DependsOnItsSize(string range, bool isPublic)
    {
        var analysis = Analyze(Statement(rest: $$$""","Condition":{"IpAddress":{"aws:SourceIp":"{{{range}}}"}}"""));

        (analysis.Public is not null).ShouldBe(isPublic);
        analysis.Outsiders.ShouldContain(outsider => outsider.IsCertain);
    }

    [Fact]
    public void Budget_OfSomeSteps_AllowsThatManyAndNoMore()
    {
        var budget = new WorkBudget(3);

        budget.Spend(2);
        budget.Spend();

        budget.Spent.ShouldBe(3);
        Should.Throw<PolicyTooComplexException>(() => budget.Spend());
    }

    /// <summary>If an answer exceeds the budget, it is not saved: a second call also throws.</summary>
    [Fact]
    public void Public_OfAPolicyThatIsTooComplex_ThrowsEachTime()
    {
        var analysis = Analyze(
        [
            Statement(action: "\"kms:Decrypt\""),
            .. from first in "abcdefg"
               from second in "xyz"
               select Statement("Deny", rest: $$$""","Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*{{{first}}}*{{{second}}}*"}}"""),
        ]);

        Should.Throw<PolicyTooComplexException>(() => analysis.Public);
        Should.Throw<PolicyTooComplexException>(() => analysis.Public);
    }

    private static System.Collections.Immutable.ImmutableArray<Outsider> Outsiders(string allow, string[] denies) => Analyze(
    [
        Statement(rest: $",\"Condition\":{allow}"),
        .. denies.Select(deny => Statement("Deny", rest: $",\"Condition\":{deny}")),
    ]).Outsiders;

    private static KeyPolicyAnalysis AnalyzeUserId(string id) => Analyze(Statement(rest: $$$""","Condition":{"StringLike":{"aws:userid":"{{{id}}}"}}"""));

    private static KeyPolicyAnalysis Analyze(params string[] statements) => KeyPolicyAnalysis.Of(Policy(statements), new KeySubject { Key = Key, Moment = DateTimeOffset.UnixEpoch });
}
