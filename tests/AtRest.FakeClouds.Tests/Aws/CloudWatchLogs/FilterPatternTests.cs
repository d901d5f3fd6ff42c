using AtRest.FakeClouds.Aws.CloudWatchLogs.Filtering;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Tests.Aws.CloudWatchLogs;

/// <summary>As https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html describes it.</summary>
public sealed class FilterPatternTests
{
    private const string Message = """{"eventSource":"kms.amazonaws.com","eventName":"DisableKey","readOnly":false,"days":30,"nothing":null,"resources":[{"ARN":"arn:1"}],"user":{"type":"Root"}}""";

    [Theory]
    [InlineData("")]
    [InlineData("DisableKey")]
    [InlineData("kms.amazonaws.com DisableKey -PutKeyPolicy")]
    [InlineData("?PutKeyPolicy ?DisableKey")]
    [InlineData("{ ($.eventSource = kms.amazonaws.com) && (($.eventName=DisableKey)||($.eventName=ScheduleKeyDeletion)) }")]
    [InlineData("{$.eventSource = \"kms.*\" && $.user.type = \"Root\"}")]
    [InlineData("{ $.eventName != \"PutKeyPolicy\" }")]
    [InlineData("{ $.errorCode NOT EXISTS }")]
    [InlineData("{ $.readOnly IS FALSE }")]
    [InlineData("{ $.nothing IS NULL }")]
    [InlineData("{ $.days >= 30 && $.days < 31 }")]
    [InlineData("{ $.resources[0].ARN = \"arn:1\" }")]
    [InlineData("{ $.eventName = PutKeyPolicy || $.eventName = DisableKey && $.days = 30 }")]
    public void Matches_MatchingEvent_IsTrue(string pattern) => FilterPattern.Parse(pattern).Matches(Message).ShouldBeTrue();

    [Theory]
    [InlineData("PutKeyPolicy")]
    [InlineData("DisableKey -kms.amazonaws.com")]
    [InlineData("?PutKeyPolicy ?CreateGrant")]
    [InlineData("{ $.eventName = \"disablekey\" }")]
    [InlineData("{ $.eventName = \"DisableKey\" && $.eventSource = \"ec2.amazonaws.com\" }")]
    [InlineData("{ $.errorCode = \"*\" }")]
    [InlineData("{ $.errorCode != \"x\" }")]
    [InlineData("{ $.eventName NOT EXISTS }")]
    [InlineData("{ $.readOnly IS TRUE }")]
    [InlineData("{ $.days > 30 }")]
    [InlineData("{ $.resources[1].ARN = \"arn:1\" }")]
    public void Matches_OtherEvent_IsFalse(string pattern) => FilterPattern.Parse(pattern).Matches(Message).ShouldBeFalse();

    [Fact]
    public void Matches_TextThatIsNotJson_MatchesNoJsonPattern() => FilterPattern.Parse("{ $.errorCode NOT EXISTS }").Matches("ERROR").ShouldBeFalse();

    [Theory]
    [InlineData("{ $.eventName }")]
    [InlineData("{ $.eventName = }")]
    [InlineData("{ $.eventName ~ \"x\" }")]
    [InlineData("{ ($.eventName = x }")]
    [InlineData("{ eventName = x }")]
    [InlineData("{ $.eventName IS ODD }")]
    [InlineData("{ $.eventName NOT THERE }")]
    [InlineData("{ $.eventName = x")]
    [InlineData("[a, b, c]")]
    [InlineData("a = $")]
    public void Parse_InvalidPattern_IsRefused(string pattern) => Should.Throw<ServiceErrorException>(() => FilterPattern.Parse(pattern)).Error.Code.ShouldBe("InvalidParameterException");
}
