using System.Diagnostics;
using System.Text;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Commands.Policy;

public sealed class PolicyFixTests : IDisposable
{
    private const string Key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private const string Role = "arn:aws:iam::444455556666:role/tenant-acme";
    private const string Owner = """{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}""";
    private const string UnknownDeny = """{"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}}""";

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
        run.Error.ShouldContain("aws:SourceVpce");
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
        var policy = Policy(Owner, UnknownDeny.Replace("\"aws:SourceVpce\": \"vpce-1\"", "\"aws:PrincipalTag/für\": \"Zoë\"", StringComparison.Ordinal));

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

    [Theory]
    [InlineData("policy.json", "  ", "\n", "", "\n")]
    [InlineData("my policy.json", "  ", "\n", "", "\n")]
    [InlineData("policy.json", "\t", "\n", "", "\n")]
    [InlineData("policy.json", "  ", "\r\n", "", "\r\n")]
    [InlineData("policy.json", "  ", "\n", "", "")]
    [InlineData("policy.json", "  ", "\r\n", "\uFEFF", "")]
    public async Task Fix_TheDifference_IsTakenByPatch(string name, string indent, string newLine, string mark, string end)
    {
        var policy = mark + Policy(Owner.Replace("Resource\": \"*\"}", "Resource\": \"*\",\n      \"Sid\": \"Zoë\"}", StringComparison.Ordinal)).TrimEnd().Replace("  ", indent, StringComparison.Ordinal).ReplaceLineEndings(newLine) + end;

        var run = await FixAsync(policy, name: name);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "difference"), string.Join('\n', Difference(run)), TestContext.Current.CancellationToken);
        using var patch = Process.Start(new ProcessStartInfo("patch", ["-F0", "-p0", "-i", "difference", name]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true })!;
        var told = await patch.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await patch.WaitForExitAsync(TestContext.Current.CancellationToken);

        patch.ExitCode.ShouldBe(0, told);
        Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(folder.Path, name), TestContext.Current.CancellationToken)).ShouldBe(run.Output);
        run.Output.ShouldNotBe(policy);
    }

    /// <summary>What a change would leave is not what is wrong with the file.</summary>
    [Fact]
    public async Task Fix_PolicyThatCannotBeFixed_IsDescribedAsCheckDescribesIt()
    {
        var policy = Policy(Owner, UnknownDeny);

        var run = await FixAsync(policy);
        var check = await RunAsync("check", policy, 1000, "policy.json");

        var messages = check.Output.Split("\n\n").Where(part => part.Contains(" KPOL-", StringComparison.Ordinal) && !part.Contains("KPOL-7", StringComparison.Ordinal) && part[0] is '✗' or 'x' or '?')
            .Select(part => (Words: part[0] == '?' ? "could not be judged" : "fails", Message: part.Split('\n')[1].Trim())).ToList();
        messages.Select(message => message.Words).ShouldBe(["fails", "could not be judged"]);
        var (whole, left) = (run.Error.Split("AtRest can fix a part of it.")[0], run.Error.Split("AtRest can fix a part of it.")[1]);
        foreach (var (words, message) in messages)
        {
            whole.ShouldContain($"{words}: {message}\n");
        }

        left.ShouldContain("KPOL-1 (The key policy lets the cluster's role use the key) could not be judged: ");
        left.ShouldNotContain("No statement allows it");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("fix")]
    public async Task Difference_OfAFile_HasItsName(string command)
    {
        var run = await RunAsync(command, Policy(Owner), 1000, "prod key.json");

        var path = Path.Combine(folder.Path, "prod key.json");
        (run.Output + run.Error).ReplaceLineEndings("\n").ShouldContain($"--- {path}\t\n");
        (run.Output + run.Error).ShouldContain($"+++ {path}\t\n");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("fix")]
    public async Task Difference_OfStandardInput_NamesAFile(string command)
    {
        var run = await CliRun.OfAsync(
            environment => environment with { OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(Policy(Owner))) },
            "policy", command, "--policy", "-", "--key-arn", Key, "--role-arn", Role);

        (run.Output + run.Error).ShouldContain("--- policy.json\n");
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

    private Task<CliRun> FixAsync(string policy, int columns = 1000, string name = "policy.json") => RunAsync("fix", policy, columns, name);

    private async Task<CliRun> RunAsync(string command, string policy, int columns, string name)
    {
        var file = Path.Combine(folder.Path, name);
        await File.WriteAllTextAsync(file, policy, TestContext.Current.CancellationToken);
        return await CliRun.OfAsync(
            environment => environment with { Variable = name => name == "COLUMNS" ? $"{columns}" : null },
            "policy", command, "--policy", file, "--key-arn", Key, "--role-arn", Role);
    }
}
