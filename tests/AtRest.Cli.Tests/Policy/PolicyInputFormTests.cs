using System.Text;
using System.Text.Json;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Policy;

/// <summary>The policy commands read a policy in the forms in which people have it.</summary>
public sealed class PolicyInputFormTests
{
    private static readonly string Quoted = JsonSerializer.Serialize(PolicySamples.Right);

    public static TheoryData<string, string> Forms => new()
    {
        { $$"""{"Policy": {{Quoted}}, "PolicyName": "default"}""", "the output of 'aws kms get-key-policy'" },
        { PolicySamples.Right.TrimEnd() + "\tdefault\n", "the output of 'aws kms get-key-policy'" },
        { $"Policy: {Quoted}\nPolicyName: default\n", "the output of 'aws kms get-key-policy'" },
        { Quoted + "\n", "a JSON string" },
        { "|-\n  " + PolicySamples.Right.TrimEnd().ReplaceLineEndings("\n  "), "a YAML string" },
        { Quoted[1..^1], "escaped text" },
        { $$"""{"KeyPolicy": {{PolicySamples.Right}}}""", "a JSON object" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Check_PolicyInAnotherForm_SaysSoOnceAndJudgesIt(string input, string where)
    {
        var run = await RunAsync("check", Encoding.UTF8.GetBytes(input));

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
        run.Error.ShouldBe($"standard input: the policy was extracted from {where}. Line numbers count from the first line of the policy.\n");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Fix_PolicyInAnotherForm_WritesThePlainPolicy(string input, string where)
    {
        var run = await RunAsync("fix", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(input)]);

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
        run.Output.TrimEnd().ShouldBe(PolicySamples.Right.TrimEnd());
        run.Error.ShouldContain(where);
    }

    [Fact]
    public async Task Fix_WrongPolicyInGetKeyPolicyOutput_WritesThePlainFixedPolicy()
    {
        var wrong = JsonSerializer.Serialize(PolicySamples.Right.Replace("\"kms:Decrypt\",", "", StringComparison.Ordinal));

        var run = await RunAsync("fix", Encoding.UTF8.GetBytes($$"""{"Policy": {{wrong}}, "PolicyName": "default"}"""));

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
        (await RunAsync("check", Encoding.UTF8.GetBytes(run.Output))).Error.ShouldBeEmpty();
        run.Output.ShouldStartWith("{\n  \"Version\"");
    }

    [Fact]
    public async Task Access_GetKeyPolicyOutput_ShowsTheTable()
    {
        var run = await CliRun.OfAsync(
            environment => environment with { OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(Quoted)) },
            "policy", "access", "--policy", "-", "--key-arn", PolicySamples.KeyArn);

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
        run.Output.ShouldContain(PolicySamples.RoleArn);
    }

    [Fact]
    public async Task Check_ErrorInAnUnwrappedPolicy_CountsLinesInThePolicy()
    {
        var policy = JsonSerializer.Serialize("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": 1\n}");

        var run = await RunAsync("check", Encoding.UTF8.GetBytes($$"""{ "Policy": {{policy}}, "PolicyName": "default" }"""));

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("standard input:3:16: $.Statement: ");
    }

    [Theory]
    [InlineData(false, "\n")]
    [InlineData(true, "\r\n")]
    public async Task Check_Utf16File_IsRead(bool bigEndian, string newLine)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);

        var run = await RunAsync("check", [.. encoding.Preamble, .. encoding.GetBytes(PolicySamples.Right.ReplaceLineEndings(newLine))]);

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fix_Utf16File_WritesUtf8WithoutAMark()
    {
        var run = await RunAsync("fix", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(PolicySamples.Right)]);

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
        run.Output.ShouldBe(PolicySamples.Right);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x7B })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0xD8, 0x7B, 0x00 })]
    public async Task Check_BrokenUtf16File_IsInvalidInput(byte[] bytes)
    {
        var run = await RunAsync("check", bytes);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("is not UTF-16 text, although it starts with the byte order mark of UTF-16. Save it as UTF-8.");
    }

    [Fact]
    public async Task Check_GrantsInUtf16_AreRead()
    {
        using var folder = new TemporaryFolder();
        var grants = Path.Combine(folder.Path, "grants.json");
        await File.WriteAllTextAsync(grants, """{"Grants":[],"Truncated":false}""", Encoding.Unicode, TestContext.Current.CancellationToken);

        var run = await RunAsync("check", Encoding.UTF8.GetBytes(PolicySamples.Right), "--grants", grants);

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
    }

    [Fact]
    public async Task Check_BareStatement_SaysWhatIsMissing()
    {
        var run = await RunAsync("check", Encoding.UTF8.GetBytes("""{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}"""));

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("standard input:1:1: $: This is a single statement, not a key policy: Version and Statement are missing.");
        run.Error.ShouldContain("1 error in standard input. The policy was not ");
    }

    [Fact]
    public async Task Simulate_WholeGetKeyPolicyResponse_IsRead()
    {
        var policy = JsonSerializer.Serialize("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}""");
        var line = $$$"""{"id":"1","policy":{"Policy":{{{policy}}},"PolicyName":"default"},"keyArn":"{{{PolicySamples.KeyArn}}}","request":{"principal":"{{{PolicySamples.RoleArn}}}","action":"kms:Decrypt"}}""";

        var run = await CliRun.OfAsync(environment => environment with { OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(line)) }, "policy", "simulate");

        run.Output.ShouldContain("\"decision\":\"allow\"");
    }

    private static Task<CliRun> RunAsync(string command, byte[] policy, params string[] more) => CliRun.OfAsync(
        environment => environment with { OpenInput = () => new MemoryStream(policy) },
        ["policy", command, "--policy", "-", "--key-arn", PolicySamples.KeyArn, "--role-arn", PolicySamples.RoleArn, .. more]);
}
