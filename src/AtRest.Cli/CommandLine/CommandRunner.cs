using System.CommandLine;
using System.CommandLine.Invocation;
using AtRest.Cli.Presentation;

namespace AtRest.Cli.CommandLine;

/// <summary>Parses, runs, and turns whatever happens into an exit code and a message that its reader can act on.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliEnvironment environment, CancellationToken cancellationToken)
    {
        // Whether it is verbose must be known before the commands are made; the parser says so of any of them.
        environment = environment with { IsVerbose = environment.IsSet("ATREST_DEBUG") || AtRestCommand.Create(environment).Parse(arguments).GetValue(AtRestCommand.Verbose) };
        var parsed = AtRestCommand.Create(environment).Parse(arguments);
        var configuration = new InvocationConfiguration
        {
            Output = environment.Output,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
            // Signals are ours (see Interruption): every command ends with the same code.
            ProcessTerminationTimeout = null,
        };
        try
        {
            if (parsed.Action is ParseErrorAction mistakes)
            {
                mistakes.ShowHelp = false;
                // "Did you mean" is a message, not a result.
                configuration.Output = environment.Error;
                await parsed.InvokeAsync(configuration, cancellationToken);
                await environment.Error.WriteLineAsync($"See 'atrest {PathOf(parsed)}--help'.");
                return ExitCode.InvalidInput;
            }

            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (InvalidInputException exception)
        {
            await WriteAsync(environment, exception.Errors);
            return ExitCode.InvalidInput;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Whatever breaks while calls are being torn down (not only OperationCanceledException) is the interruption's doing.
            await environment.Error.WriteLineAsync("Interrupted: nothing more was judged or written.");
            return ExitCode.Interrupted;
        }
        catch (Exception exception)
        {
            await WriteAsync(environment, UnexpectedFailure(exception, environment));
            return ExitCode.UnexpectedFailure;
        }
    }

    private static IReadOnlyList<string> UnexpectedFailure(Exception exception, CliEnvironment environment)
    {
        return
        [
            $"An unexpected failure: {exception.Message}",
            environment.IsVerbose ? exception.ToString() : "Run it again with --verbose to see where it came from, and please report it.",
        ];
    }

    private static async Task WriteAsync(CliEnvironment environment, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            await environment.Error.WriteLineAsync(SafeText.Of(line));
        }
    }

    private static string PathOf(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result is { Command: not RootCommand }; result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Push(result.Command.Name);
        }

        return string.Concat(names.Select(name => name + " "));
    }
}
