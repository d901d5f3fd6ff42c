using System.Text;
using System.Text.Json;
using AtRest.Cli.Commands.Policy.Simulating;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.Policy;

public sealed class PolicySimulateTests
{
    [Fact]
    public async Task Simulate_SeveralLines_AnswersInTheirOrder()
    {
        var (run, answers) = await SimulateAsync(string.Concat(Enumerable.Range(0, 3_000).Select(number => Line(number) + "\n")));

        run.ExitCode.ShouldBe(ExitCode.Compliant);
        run.Error.ShouldBeEmpty();
        answers.Select(answer => answer.GetProperty("id").GetInt32()).ShouldBe(Enumerable.Range(0, 3_000));
        answers.ShouldAllBe(answer => answer.GetProperty("decision").GetString() == "allow");
    }

    [Theory]
    [InlineData("{1}\n{2}\n", 2)]
    [InlineData("{1}\r\n{2}\r\n", 2)]
    [InlineData("{1}\n{2}", 2)]
    [InlineData("\uFEFF{1}\n{2}", 2)]
    [InlineData("\n \n\t\r\n{1}\n\n{2}\n\n", 2)]
    [InlineData("{1}\n{1}\n", 2)]
    [InlineData("", 0)]
    [InlineData("\n", 0)]
    [InlineData("\uFEFF", 0)]
    public async Task Simulate_LineEndsOfAnyKind_AnswersEachLine(string input, int expected)
    {
        var (run, answers) = await SimulateAsync(input.Replace("{1}", Line(1), StringComparison.Ordinal).Replace("{2}", Line(2), StringComparison.Ordinal));

        run.ExitCode.ShouldBe(ExitCode.Compliant);
        answers.Count(answer => answer.TryGetProperty("decision", out _)).ShouldBe(expected);
        answers.Count.ShouldBe(expected);
    }

    [Fact]
    public async Task Simulate_BrokenLine_AnswersItAndGoesOn()
    {
        var (run, answers) = await SimulateAsync($"{Line(1)}\nhello\n{Line(3)}\n");

        run.ExitCode.ShouldBe(ExitCode.Compliant);
        answers.Count.ShouldBe(3);
        answers[1].GetProperty("error").GetString()!.ShouldStartWith("Line 2: ");
        run.Error.ShouldContain("1 of 3 lines could not be evaluated");
    }

    [Fact]
    public async Task Simulate_InvalidUtf8_AnswersItAndGoesOn()
    {
        byte[] input = [.. Encoding.UTF8.GetBytes("{\"id\":\"a\",\"x\":\""), 0xFF, 0xFE, .. Encoding.UTF8.GetBytes("\"}\n" + Line(2))];

        var (_, answers) = await SimulateAsync(input);

        answers[0].GetRawText().ShouldBe("""{"id":"a","error":"The line is not UTF-8 text."}""");
        answers[1].GetProperty("decision").GetString().ShouldBe("allow");
    }

    [Fact]
    public async Task Simulate_LineThatIsTooLong_AnswersItAndGoesOn()
    {
        var (_, answers) = await SimulateAsync($"{Line(1)}\n{new string('x', 3 * LineReader.LongestLine)}\n{Line(3)}\n{new string('y', LineReader.LongestLine + 1)}");

        answers.Count.ShouldBe(4);
        answers[1].GetProperty("error").GetString()!.ShouldStartWith("Line 2: The line is longer than");
        answers[2].GetProperty("decision").GetString().ShouldBe("allow");
        answers[3].GetProperty("error").GetString()!.ShouldStartWith("Line 4: The line is longer than");
    }

    [Fact]
    public async Task Simulate_InputOfOneByteAtATime_AnswersTheSame()
    {
        var input = new DripStream(Encoding.UTF8.GetBytes($"\uFEFF{Line(1)}\r\n\r\n{Line(2)}"));
        using var output = new MemoryStream();

        await CliRun.OfAsync(environment => environment with { OpenInput = () => input, OpenOutput = () => output }, "policy", "simulate");

        Lines(output).Select(answer => answer.GetProperty("id").GetInt32()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Simulate_InputFile_IsRead()
    {
        using var folder = new TemporaryFolder();
        using var output = new MemoryStream();

        var run = await CliRun.OfAsync(environment => environment with { OpenOutput = () => output }, "policy", "simulate", "--input", folder.File("lines.jsonl", Line(1)));

        run.ExitCode.ShouldBe(ExitCode.Compliant);
        Lines(output).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Simulate_FileThatIsNotThere_IsInvalidInput()
    {
        var run = await CliRun.OfAsync("policy", "simulate", "--input", "/nowhere/lines.jsonl");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("The input '/nowhere/lines.jsonl' does not exist");
    }

    [Fact]
    public async Task Simulate_ReaderHasEnded_StopsQuietly()
    {
        var input = new MemoryStream(Encoding.UTF8.GetBytes(Line(1)));

        var run = await CliRun.OfAsync(environment => environment with { OpenInput = () => input, OpenOutput = () => new ClosedPipe() }, "policy", "simulate");

        run.ExitCode.ShouldBe(ExitCode.ClosedPipe);
        run.Error.ShouldBeEmpty();
    }

    private static string Line(int id) =>
        $$$"""{"id":{{{id}}},"policy":{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"} },"keyArn":"{{{PolicySamples.KeyArn}}}","request":{"principal":"anonymous","action":"kms:Decrypt"}}""";

    private static Task<(CliRun Run, List<JsonElement> Answers)> SimulateAsync(string input) => SimulateAsync(Encoding.UTF8.GetBytes(input));

    private static async Task<(CliRun Run, List<JsonElement> Answers)> SimulateAsync(byte[] input)
    {
        using var output = new MemoryStream();
        var run = await CliRun.OfAsync(environment => environment with { OpenInput = () => new MemoryStream(input), OpenOutput = () => output }, "policy", "simulate");
        return (run, Lines(output));
    }

    private static List<JsonElement> Lines(MemoryStream output) =>
        [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
