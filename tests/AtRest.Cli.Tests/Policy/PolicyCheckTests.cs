using System.Text;
using System.Text.Json;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Policy;

public sealed class PolicyCheckTests
{
    [Fact]
    public async Task Check_GeneratedPolicy_IsCompliant()
    {
        var run = await CheckAsync(PolicySamples.Right);

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Output);
        run.Output.ShouldContain("COMPLIANT");
        run.Output.ShouldContain("KPOL-5");
    }

    [Fact]
    public async Task Check_PublicPolicy_QuotesTheStatementWithItsLine()
    {
        var run = await CheckAsync(PolicySamples.Public);

        run.ExitCode.ShouldBe(ExitCode.NonCompliant);
        run.Output.ShouldContain("KPOL-2 critical, required");
        run.Output.ShouldContain(" 8 |     \"AWS\": \"*\"");
    }

    [Fact]
    public async Task Check_RoleThatIsMissing_GivesThePatch()
    {
        var run = await CheckAsync("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:*","Resource":"*"}]}""");

        run.ExitCode.ShouldBe(ExitCode.NonCompliant);
        run.Output.ShouldContain("AllowCamundaClusterRole");
    }

    [Fact]
    public async Task Check_Json_IsOneLineWithVerdictAndFindings()
    {
        var run = await CheckAsync(PolicySamples.Public, "--json");

        run.ExitCode.ShouldBe(ExitCode.NonCompliant);
        run.Output.ShouldEndWith("}\n");
        run.Output.Count(character => character == '\n').ShouldBe(1);
        var document = JsonDocument.Parse(run.Output).RootElement;
        document.EnumerateObject().Select(property => property.Name).ShouldBe(["verdict", "findings"]);
        document.GetProperty("verdict").GetString().ShouldBe("nonCompliant");
        document.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("ruleId").GetString()!)
            .ShouldAllBe(rule => rule.StartsWith("KPOL-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_GrantToTheRole_CountsAsAccess()
    {
        using var folder = new TemporaryFolder();
        var grants = folder.File("grants.json", """[{"GranteePrincipal":"arn:aws:iam::444455556666:role/tenant","Operations":["Decrypt"]}]""");
        var policy = PolicySamples.Right.Replace("\"kms:Decrypt\",", "", StringComparison.Ordinal);

        (await CheckAsync(policy)).ExitCode.ShouldBe(ExitCode.NonCompliant);
        (await CheckAsync(policy, "--grants", grants)).ExitCode.ShouldBe(ExitCode.Compliant);
    }

    [Fact]
    public async Task Check_BrokenPolicy_TellsEveryErrorWithItsPlace()
    {
        var run = await CheckAsync("{\"Version\":\"2013-01-01\",\n \"Statement\":[{\"Effect\":\"Allo\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("standard input:1:12: $.Version: ");
        run.Error.ShouldContain("standard input:2:25: $.Statement[0].Effect: ");
        run.Error.ShouldContain("2 errors in standard input. The policy was not judged.");
    }

    [Fact]
    public async Task Check_OddPolicy_WarnsAndJudges()
    {
        var run = await CheckAsync(PolicySamples.Right.Replace("\"arn:aws:iam::111122223333:root\"", "[\"arn:aws:iam::111122223333:root\", \"arn:aws:iam::111122223333:role/*\"]", StringComparison.Ordinal));

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Output);
        run.Error.ShouldContain("(warning)");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\u0001binary")]
    [InlineData("[]")]
    [InlineData("{\"Statement\":[{\"Effect\":")]
    public async Task Check_NoPolicy_IsInvalidInput(string policy)
    {
        var run = await CheckAsync(policy);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("standard input:1:");
    }

    [Theory]
    [InlineData("{}", "This is not a list of grants")]
    [InlineData("nonsense", "This is not JSON (line 1")]
    [InlineData("[1]", "grant 1: A grant must be an object.")]
    [InlineData("[{\"Operations\":[\"Decrypt\"]}]", "grant 1: A grant must have a GranteePrincipal")]
    [InlineData("[{\"GranteePrincipal\":1,\"Operations\":\"Decrypt\"}]", "grant 1: Operations must be a list of strings.")]
    [InlineData("{\"Grants\":[],\"Truncated\":true}", "only the first page")]
    [InlineData("[{\"GranteePrincipal\":\"a\",\"Operations\":[],\"KeyId\":7}]", "grant 1: KeyId must be a string.")]
    [InlineData("[{\"GranteePrincipal\":\"a\",\"Operations\":[]},{\"GranteePrincipal\":\"a\",\"Operations\":[],\"KeyId\":\"alias/payments\"}]", "grant 2: The grant is for another key. Its KeyId is 'alias/payments'")]
    [InlineData("[{\"GranteePrincipal\":\"a\",\"Operations\":[],\"KeyId\":\"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab\"}]", "grant 1: The grant is for another key")]
    public async Task Check_WrongGrants_IsInvalidInput(string grants, string message)
    {
        using var folder = new TemporaryFolder();

        var run = await CheckAsync(PolicySamples.Right, "--grants", folder.File("grants.json", grants));

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain(message);
    }

    [Theory]
    [InlineData(PolicySamples.KeyArn)]
    [InlineData("1234abcd-12ab-34cd-56ef-1234567890ab")]
    public async Task Check_GrantsOfThisKey_AreTaken(string keyId)
    {
        using var folder = new TemporaryFolder();
        var grants = folder.File("grants.json", $$"""[{"KeyId":"{{keyId}}","GranteePrincipal":"arn:aws:iam::444455556666:role/tenant","Operations":["Decrypt"]}]""");

        var run = await CheckAsync(PolicySamples.Right, "--grants", grants);

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
    }

    [Fact]
    public async Task Check_ManyGrantsOfAnotherKey_TellsTheFirstAndHowManyMore()
    {
        using var folder = new TemporaryFolder();
        var entries = Enumerable.Repeat("""{"KeyId":"0000","GranteePrincipal":"a","Operations":[]}""", 500);

        var run = await CheckAsync(PolicySamples.Right, "--grants", folder.File("grants.json", $"[{string.Join(',', entries)}]"));

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("grant 1: The grant is for another key");
        run.Error.ShouldContain("480 more errors are not shown");
        run.Error.Split('\n').Length.ShouldBeLessThan(30);
    }

    [Fact]
    public async Task Check_StatementNamedAtTheStartOfASentence_IsQuoted()
    {
        var run = await CheckAsync(PolicySamples.Right.Insert(
            PolicySamples.Right.LastIndexOf(']'),
            """,{"Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*"}"""));

        run.Output.ShouldContain("Statement 4 (line");
        run.Output.ShouldContain(" | {\"Effect\":\"Deny\"");
    }

    [Fact]
    public async Task Check_FileThatIsNotThere_IsInvalidInput()
    {
        var run = await CliRun.OfAsync("policy", "check", "--policy", "/nowhere/policy.json", "--key-arn", PolicySamples.KeyArn, "--role-arn", PolicySamples.RoleArn);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("The policy '/nowhere/policy.json' does not exist");
    }

    [Theory]
    [InlineData("arn:aws:kms:eu-central-1:111122223333:alias/payments", PolicySamples.RoleArn, "is the ARN of an alias")]
    [InlineData("1234abcd", PolicySamples.RoleArn, "is not an ARN")]
    [InlineData(PolicySamples.KeyArn, "arn:aws:sts::444455556666:assumed-role/tenant/s", "is the ARN of a role session")]
    [InlineData(PolicySamples.KeyArn, "arn:aws:iam::444455556666:root", "is not the ARN of an IAM role")]
    public async Task Check_WrongArn_SaysWhatIsAllowed(string key, string role, string message)
    {
        var run = await CliRun.OfAsync("policy", "check", "--policy", "-", "--key-arn", key, "--role-arn", role);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain(message);
        run.Error.ShouldContain("Allowed: arn:aws:");
    }

    private static Task<CliRun> CheckAsync(string policy, params string[] more) => CliRun.OfAsync(
        environment => environment with { OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(policy)) },
        ["policy", "check", "--policy", "-", "--key-arn", PolicySamples.KeyArn, "--role-arn", PolicySamples.RoleArn, .. more]);
}
