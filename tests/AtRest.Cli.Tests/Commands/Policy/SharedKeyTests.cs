using System.Text.Json;
using AtRest.Cli.Tests.Policy;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Commands.Policy;

/// <summary>A key that several clusters share: <c>--role-arn</c> is repeated, once for each of them.</summary>
public sealed class SharedKeyTests : IDisposable
{
    private const string One = PolicySamples.RoleArn;
    private const string Two = "arn:aws:iam::444455556666:role/tenant-two";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Check_TwoRolesThatThePolicyGrants_PassesAndJudgesEachRole()
    {
        var policy = (await GenerateAsync(One, Two)).Output;

        var findings = await FindingsAsync(policy, ExitCode.Compliant, One, Two);

        findings.Where(finding => finding.Rule == "KPOL-3").Select(finding => finding.Status).ShouldBe(["pass"]);
        findings.Where(finding => finding.Rule == "KPOL-4").Select(finding => finding.Status).ShouldBe(["pass", "pass"]);
        var access = findings.Where(finding => finding.Rule == "KPOL-1").ToList();
        access.Select(finding => finding.Status).ShouldBe(["pass", "pass"]);
        access[0].Message.ShouldContain(One + " ");
        access[1].Message.ShouldContain(Two + " ");
    }

    [Fact]
    public async Task Check_OneRoleOfTwo_CountsTheOtherAsAnOutsider()
    {
        var policy = (await GenerateAsync(One, Two)).Output;

        var findings = await FindingsAsync(policy, ExitCode.NonCompliant, One);

        findings.Where(finding => finding.Rule == "KPOL-1").Select(finding => finding.Status).ShouldBe(["pass"]);
        var outsiders = findings.Single(finding => finding.Rule == "KPOL-3");
        outsiders.Status.ShouldBe("fail");
        outsiders.Message.ShouldContain(Two);
    }

    [Fact]
    public async Task Check_SecondRoleThatThePolicyDoesNotGrant_FailsForThatRoleOnly()
    {
        var findings = await FindingsAsync(PolicySamples.Right, ExitCode.NonCompliant, One, Two);

        var access = findings.Where(finding => finding.Rule == "KPOL-1").ToList();
        access.Where(finding => finding.Status == "pass").ShouldHaveSingleItem().Message.ShouldContain(One + " ");
        access.Where(finding => finding.Status == "fail").ShouldHaveSingleItem().Message.ShouldContain(Two + " ");
    }

    [Fact]
    public async Task Check_SameRoleTwice_IsJudgedOnce()
    {
        var findings = await FindingsAsync(PolicySamples.Right, ExitCode.Compliant, One, One);

        findings.Where(finding => finding.Rule == "KPOL-1").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Fix_TwoRolesThatAreMissing_AddsOneStatementForBoth()
    {
        const string Owner = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:*","Resource":"*"}]}""";

        var run = await RunAsync("fix", Owner, One, Two);

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
        var statements = StatementsOf(run.Output);
        statements.Count.ShouldBe(2);
        PrincipalsOf(statements[1]).ShouldBe([One, Two]);
        await FindingsAsync(run.Output, ExitCode.Compliant, One, Two);
    }

    [Fact]
    public async Task Generate_TwoRoles_NamesBothAsPrincipals()
    {
        var run = await GenerateAsync(One, Two);

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
        var statements = StatementsOf(run.Output);
        statements.Count.ShouldBe(3);
        statements.Skip(1).ShouldAllBe(statement => PrincipalsOf(statement).SequenceEqual(new[] { One, Two }));
    }

    [Fact]
    public async Task Generate_RolesInDifferentPartitions_IsInvalidInput()
    {
        var run = await GenerateAsync(One, "arn:aws-cn:iam::444455556666:role/tenant-two");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("--role-arn: the roles are in different partitions");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("fix")]
    [InlineData("generate")]
    public async Task AnyCommand_SecondArnIsMalformed_IsInvalidInputAndNamesIt(string command)
    {
        var run = command == "generate" ? await GenerateAsync(One, "tenant-two") : await RunAsync(command, PolicySamples.Right, One, "tenant-two");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("--role-arn: 'tenant-two' ");
        run.Error.ShouldNotContain($"'{One}'");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("fix")]
    public async Task AnyCommand_RoleInAnotherPartitionThanTheKey_IsInvalidInput(string command)
    {
        var run = await RunAsync(command, PolicySamples.Right, One, "arn:aws-cn:iam::444455556666:role/tenant-two");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("'arn:aws-cn:iam::444455556666:role/tenant-two' is not in the partition 'aws' of the key");
    }

    private static List<JsonElement> StatementsOf(string policy) => [.. JsonDocument.Parse(policy).RootElement.GetProperty("Statement").EnumerateArray()];

    private static IEnumerable<string> PrincipalsOf(JsonElement statement) => statement.GetProperty("Principal").GetProperty("AWS").EnumerateArray().Select(principal => principal.GetString()!);

    private static string[] Repeated(string[] roles) => [.. roles.SelectMany(role => new[] { "--role-arn", role })];

    private static Task<CliRun> GenerateAsync(params string[] roles) => CliRun.OfAsync(["policy", "generate", "--account", PolicySamples.Account, .. Repeated(roles)]);

    private async Task<CliRun> RunAsync(string command, string policy, params string[] roles) =>
        await CliRun.OfAsync(["policy", command, "--policy", folder.File("policy.json", policy), "--key-arn", PolicySamples.KeyArn, .. Repeated(roles)]);

    private async Task<List<(string Rule, string Status, string Message)>> FindingsAsync(string policy, int exitCode, params string[] roles)
    {
        var run = await CliRun.OfAsync(["policy", "check", "--json", "--policy", folder.File("policy.json", policy), "--key-arn", PolicySamples.KeyArn, .. Repeated(roles)]);

        run.ExitCode.ShouldBe(exitCode, run.Output + run.Error);
        return
        [
            .. JsonDocument.Parse(run.Output).RootElement.GetProperty("findings").EnumerateArray()
                .Select(finding => (finding.GetProperty("ruleId").GetString()!, finding.GetProperty("status").GetString()!, finding.GetProperty("message").GetString()!)),
        ];
    }
}
