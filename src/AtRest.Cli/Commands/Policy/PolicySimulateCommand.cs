using System.CommandLine;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Commands.Policy.Simulating;

namespace AtRest.Cli.Commands.Policy;

/// <summary><c>atrest policy simulate</c>: requests in, decisions out, as JSON lines.</summary>
internal sealed class PolicySimulateCommand
{
    private const string StandardInput = "-";

    private readonly Option<string> input = new("--input", "-i") { HelpName = "FILE", Description = "JSON lines to answer; without it, or with -, standard input." };

    public static Command Create(CliEnvironment environment) => new PolicySimulateCommand().Build(environment);

    private Command Build(CliEnvironment environment)
    {
        var command = new Command("simulate", "Decide requests by key policies and grants: a JSON object a line in, one a line out.") { input };
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
                return await new SimulationRun(lines, answers, environment.Error).RunAsync(cancellationToken);
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
            throw new InvalidInputException($"The input '{path}' cannot be read: {exception.Message}");
        }
    }
}
