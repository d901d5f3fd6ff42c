using System.Text.Json;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Policy;

public sealed class PolicyGenerateTests
{
    [Fact]
    public async Task Generate_Always_PrintsTheDocumentedThreeStatements()
    {
        var run = await CliRun.OfAsync("policy", "generate", "--account", PolicySamples.Account, "--role-arn", PolicySamples.RoleArn);

        run.ExitCode.ShouldBe(ExitCode.Compliant);
        run.Error.ShouldBeEmpty();
        var statements = JsonDocument.Parse(run.Output).RootElement.GetProperty("Statement").EnumerateArray().ToList();
        statements.Count.ShouldBe(3);
        statements.ShouldAllBe(statement => statement.EnumerateObject().All(element => element.Name != "Condition"));
    }

    [Theory]
    [InlineData("aws")]
    [InlineData("aws-cn")]
    [InlineData("aws-us-gov")]
    public async Task Generate_RoleOfAPartition_StaysInIt(string partition)
    {
        var run = await CliRun.OfAsync("policy", "generate", "--account", PolicySamples.Account, "--role-arn", $"arn:{partition}:iam::444455556666:role/path/tenant");

        run.ExitCode.ShouldBe(ExitCode.Compliant);
        run.Output.ShouldContain($"arn:{partition}:iam::111122223333:root");
    }

    [Theory]
    [InlineData("11112222333", PolicySamples.RoleArn)]
    [InlineData("١١١١٢٢٢٢٣٣٣٣", PolicySamples.RoleArn)]
    [InlineData("", PolicySamples.RoleArn)]
    [InlineData(PolicySamples.Account, "tenant")]
    public async Task Generate_WrongArguments_IsInvalidInput(string account, string role)
    {
        var run = await CliRun.OfAsync("policy", "generate", "--account", account, "--role-arn", role);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("Allowed:");
    }

    [Fact]
    public async Task Generate_RoleOfTheOwner_AsksWhetherThatIsMeant()
    {
        var run = await CliRun.OfAsync("policy", "generate", "--account", "444455556666", "--role-arn", PolicySamples.RoleArn);

        run.ExitCode.ShouldBe(ExitCode.Compliant);
        run.Error.ShouldContain("Check that it is the role that the Camunda Console shows.");
    }
}
