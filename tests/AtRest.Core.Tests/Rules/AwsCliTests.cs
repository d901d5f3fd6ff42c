using AtRest.Core.Aws.Rules;

namespace AtRest.Core.Tests.Rules;

public sealed class AwsCliTests
{
    [Fact]
    public void Command_OrdinaryWords_AreLeftAlone() =>
        AwsCli.Command("kms", "enable-key", "--key-id", "arn:aws:kms:eu-central-1:111122223333:key/mrk-1").ShouldBe("aws kms enable-key --key-id arn:aws:kms:eu-central-1:111122223333:key/mrk-1");

    [Fact]
    public void Command_AValueThatStartsWithADash_IsJoinedToItsOption() =>
        AwsCli.Command("logs", "put-metric-filter", "--log-group-name", "-x", "--filter-name", "f").ShouldBe("aws logs put-metric-filter --log-group-name=-x --filter-name f");

    [Theory]
    [InlineData("a b", "aws 'a b'")]
    [InlineData("$(reboot)", "aws '$(reboot)'")]
    [InlineData("it's", @"aws 'it'\''s'")]
    [InlineData("", "aws ''")]
    public void Command_WordsThatAShellMisreads_AreQuoted(string word, string expected) => AwsCli.Command(word).ShouldBe(expected);
}
