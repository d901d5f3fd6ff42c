using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Invocation;
using AtRest.Cli.Presentation;

namespace AtRest.Cli.CommandLine;

/// <summary>Parses and runs a command line, and turns every failure into an exit code and a message.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var output = new ResultWriter(environment.Output);
        await using (output)
        {
            var (openOutput, isVerbose) = (environment.OpenOutput, environment.IsSet("ATREST_DEBUG"));
            environment = environment with { Output = output, OpenOutput = () => new ResultStream(openOutput()) };

            // Commands are made for an environment that says whether it is verbose, and only the parser can say that of a command line.
            environment = environment with { IsVerbose = isVerbose || (arguments.Any(MayBeVerbose) && AtRestCommand.Create(environment).Parse(arguments).GetValue(AtRestCommand.Verbose)) };
            return await RunAsync(Flags.Parse(AtRestCommand.Create(environment), arguments), environment, cancellationToken);
        }
    }

    /// <summary>Whether an argument can be the option, or a response file that contains it. Most command lines have neither, and need no tree of commands to find out.</summary>
    private static bool MayBeVerbose(string argument) => argument.StartsWith(AtRestCommand.Verbose.Name, StringComparison.Ordinal) || argument.StartsWith('@');

    private static async Task<int> RunAsync(Flags.Line line, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var parsed = line.Parsed;
        try
        {
            ImmutableArray<string> faults = [.. line.Faults, .. IsToBeChecked(parsed) ? CommandLineFaults.Of(parsed) : []];
            if (!faults.IsEmpty)
            {
                var command = parsed.CommandResult.Command;
                await WriteAsync(environment, [.. faults, $"See '{(command as CliCommand)?.HelpFor(parsed) ?? $"{CommandLineFaults.PathOf(command)} --help"}'."]);
                return ExitCode.InvalidInput;
            }

            var code = await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = environment.Output,
                    Error = environment.Error,
                    EnableDefaultExceptionHandler = false,
                    // Signals are ours (see Interruption): every command ends with the same code.
                    ProcessTerminationTimeout = null,
                },
                cancellationToken);
            // Also after a signal: a server that it has ended is finished, and has results to write.
            await environment.Output.FlushAsync(CancellationToken.None);
            return code;
        }
        catch (InvalidInputException exception)
        {
            await WriteAsync(environment, exception.Errors);
            return ExitCode.InvalidInput;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // While calls are being cancelled, any exception (not only OperationCanceledException) is a result of the interruption.
            await WriteAsync(environment, ["Interrupted. No further results were written."]);
            return ExitCode.Interrupted;
        }
        catch (OutputFailedException exception)
        {
            await WriteAsync(environment, exception.IsClosedPipe ? [] : [exception.Explanation]);
            return exception.ExitCode;
        }
        catch (Exception exception)
        {
            await WriteAsync(environment, UnexpectedFailure(exception, environment));
            return ExitCode.UnexpectedFailure;
        }
    }

    /// <summary>Help, version and completion need no complete command line. But an unknown command has no help.</summary>
    private static bool IsToBeChecked(ParseResult parsed) => parsed.Action switch
    {
        HelpTextAction => parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count > 0,
        ParseErrorAction => true,
        var action => ReferenceEquals(action, parsed.CommandResult.Command.Action),
    };

    private static IReadOnlyList<string> UnexpectedFailure(Exception exception, CliEnvironment environment) =>
    [
        $"Unexpected failure: {exception.Message}",
        environment.IsVerbose ? exception.ToString() : "Run the command again with --verbose to see where it failed, and report it.",
    ];

    private static async Task WriteAsync(CliEnvironment environment, IReadOnlyList<string> messages)
    {
        foreach (var message in messages)
        {
            await environment.WriteMessageAsync(message);
        }
    }
}
