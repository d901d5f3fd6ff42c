using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Tests.Access;

public sealed class AccessKeysTests
{
    [Theory]
    [InlineData("x", "")]
    [InlineData("${aws:username}", "aws:username")]
    [InlineData("a/${aws:username}/${aws:PrincipalTag/team, 'none'}/b", "aws:PrincipalTag/team aws:username")]
    [InlineData("${*}${?}${$}${}", "")]
    [InlineData("${aws:username", "")]
    [InlineData("${a:b}${a:c", "a:b")]
    [InlineData("${ a:b }", "a:b")]
    [InlineData("$${a:b}$", "a:b")]
    public void Of_Statement_AreThoseOfConditionsTheirValuesAndTheResource(string text, string expected)
    {
        string[] keys = expected.Length == 0 ? [] : expected.Split(' ');

        Mentioned($$$""","Resource":"*","Condition":{"StringLike":{"A:Key":"{{{text}}}"}}""").ShouldBe([.. keys, "A:Key"], ignoreOrder: true);
        Mentioned($$""","Resource":["*","arn:aws:s3:::{{text}}"]""").ShouldBe(keys, ignoreOrder: true);
        Mentioned("").ShouldBeEmpty();
    }

    private static HashSet<string> Mentioned(string rest)
    {
        var policy = Requests.Parse($$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*"{{{rest}}}}}""");
        var keys = MentionedKeys.Of(policy.Statements[0]);
        MentionedKeys.Of(policy).ShouldBe(keys, ignoreOrder: true);
        return keys;
    }
}
