using AtRest.Collectors.Aws;

namespace AtRest.Collectors.Tests.Aws;

public sealed class LookupSettingTests
{
    private const string Name = "AtRest:Aws:LookupEvents";

    [Theory]
    [InlineData(null, AwsCollectorOptions.DefaultLookupEvents)]
    [InlineData("", AwsCollectorOptions.DefaultLookupEvents)]
    [InlineData("0", 0)]
    [InlineData(" 1000 ", 1000)]
    public void Read_Number_IsUsed(string? text, int expected)
    {
        var options = CollectorOptions.Read(name => name == Name ? text : null, (name, problem) => throw new InvalidOperationException($"{name}: {problem}"));

        options.Aws.LookupEvents.ShouldBe(expected);
    }

    [Theory]
    [InlineData("1001")]
    [InlineData("-1")]
    [InlineData("many")]
    public void Read_WrongNumber_IsReported(string text)
    {
        var problems = new List<string>();

        CollectorOptions.Read(name => name == Name ? text : null, (name, problem) => problems.Add($"{name}: {problem}"));

        problems.ShouldBe([$"{Name}: '{text}' is not a number from 0 to 1000. Correct it, or remove it to use the default."]);
    }
}
