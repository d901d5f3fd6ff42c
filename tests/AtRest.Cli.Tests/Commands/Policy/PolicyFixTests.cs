using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Commands.Policy;

public sealed class PolicyFixTests : IDisposable
{
    private const string Owner = """{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}""";
    private const string UnknownDeny = """{"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Fix_WrongPolicy_PrintsTheFixedOneAndTheDifference()
    {
        var run = await FixAsync(Policy(Owner));

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
        run.Output.ShouldContain("AllowCamundaClusterRole");
        run.Error.ShouldContain("@@");
        run.Error.ShouldContain("AllowCamundaClusterRole");
    }

    [Fact]
    public async Task Fix_ItsOwnResult_ComesOutByteForByte()
    {
        var corrected = (await FixAsync(Policy(Owner))).Output;

        var run = await FixAsync(corrected);

        run.ExitCode.ShouldBe(ExitCode.Compliant);
        run.Output.ShouldBe(corrected);
        run.Error.ShouldContain("already passes");
    }

    [Fact]
    public async Task Fix_DenyOnSomethingUnknown_ChangesNothingAndSaysWhy()
    {
        var run = await FixAsync(Policy(Owner, UnknownDeny));

        run.ExitCode.ShouldBe(ExitCode.Indeterminate);
        run.Output.ShouldBe(Policy(Owner, UnknownDeny));
        run.Error.ShouldContain("aws:MultiFactorAuthPresent");
    }

    [Theory]
    [InlineData("\uFEFF", "\r\n", "\r\n")]
    [InlineData("\uFEFF", "\n", "")]
    [InlineData("", "\r\n", "")]
    [InlineData("  \n", "\n", "\n \n\n")]
    public async Task Fix_MarkLineEndsAndWhatFollows_StayAsTheyAre(string before, string newLine, string after)
    {
        var policy = before + Policy(Owner).Trim().ReplaceLineEndings(newLine) + after;

        var run = await FixAsync(policy);

        var own = Policy(Owner).Trim().ReplaceLineEndings(newLine);
        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
        run.Output.ShouldStartWith(before + own[..(own.IndexOf(Owner, StringComparison.Ordinal) + Owner.Length)]);
        run.Output.ShouldEndWith("}" + after);
        run.Output.Split('\n').SkipLast(1).Count(line => line.EndsWith('\r')).ShouldBe(newLine == "\n" ? 0 : run.Output.Count(character => character == '\n'));
        (await FixAsync(run.Output)).Output.ShouldBe(run.Output);
    }

    [Fact]
    public async Task Fix_TextThatIsNotAscii_StaysUtf8()
    {
        var policy = Policy(Owner, UnknownDeny.Replace("\"aws:MultiFactorAuthPresent\": \"false\"", "\"aws:PrincipalTag/für\": \"Zoë\"", StringComparison.Ordinal));

        var run = await FixAsync(policy);

        run.Output.ShouldContain("\"aws:PrincipalTag/für\": \"Zoë\"");
    }

    /// <summary>The difference can be given to <c>patch</c>, whatever the width of the terminal.</summary>
    [Fact]
    public async Task Fix_OnANarrowTerminal_KeepsTheLinesOfTheDifferenceWhole()
    {
        var wide = await FixAsync(Policy(Owner), columns: 1000);
        var narrow = await FixAsync(Policy(Owner), columns: 60);

        Difference(narrow).ShouldBe(Difference(wide));
        Difference(narrow)[0].ShouldBe($"--- {Path.Combine(folder.Path, "policy.json")}");
        Difference(narrow).ShouldContain(line => line.Length > 60);
        narrow.Error.Split('\n').TakeWhile(line => !line.StartsWith("--- ", StringComparison.Ordinal)).ShouldContain(line => line.StartsWith("    ", StringComparison.Ordinal));
        narrow.Error.Split('\n').ShouldAllBe(line => !line.EndsWith(' '));
    }

    [Fact]
    public async Task Fix_NoPolicy_IsInvalidInput()
    {
        var run = await FixAsync("{");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Output.ShouldBeEmpty();
    }

    private static string Policy(params string[] statements) => $$"""
        {
          "Version": "2012-10-17",
          "Statement": [
            {{string.Join(",\n    ", statements)}}
          ]
        }

        """;

    private static string[] Difference(CliRun run) => [.. run.Error.Split('\n').SkipWhile(line => !line.StartsWith("--- ", StringComparison.Ordinal))];

    private async Task<CliRun> FixAsync(string policy, int columns = 1000)
    {
        var file = Path.Combine(folder.Path, "policy.json");
        await File.WriteAllTextAsync(file, policy, TestContext.Current.CancellationToken);
        return await CliRun.OfAsync(
            environment => environment with { Variable = name => name == "COLUMNS" ? $"{columns}" : null },
            "policy", "fix", "--policy", file,
            "--key-arn", "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            "--role-arn", "arn:aws:iam::444455556666:role/tenant-acme");
    }
}
