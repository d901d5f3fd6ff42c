using System.CommandLine;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Commands.Policy.Simulating;

namespace AtRest.Cli.Commands.Policy;

/// <summary><c>atrest policy simulate</c>: decides requests, as JSON lines.</summary>
internal sealed class PolicySimulateCommand
{
    private const string StandardInput = "-";

    private readonly Option<string> input = new("--input", "-i") { HelpName = "FILE", Description = "The file with JSON lines. Without it, or with -, they are read from standard input." };

    public static Command Create(CliEnvironment environment) => new PolicySimulateCommand().Build(environment);

    private CliCommand Build(CliEnvironment environment)
    {
        var command = new CliCommand("simulate", "Decide requests by key policies and grants. Each line of the input is a JSON object, and so is each line of the output.") { input };
        command.Examples = ["atrest policy simulate --input requests.jsonl"];
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(input) ?? StandardInput, environment, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var lines = path == StandardInput ? environment.OpenInput() : OpenFile(path);
        await using (lines)
        {
            var answers = environment.OpenOutput();
            await using (answers)
            {
                return await new SimulationRun(lines, answers, environment).RunAsync(cancellationToken);
            }
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return InputText.OpenFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException($"--input: {InputText.Fault("input", path, exception)}");
        }
    }
}
