using System.Buffers;
using System.Globalization;
using AtRest.KeyPolicies.Simulation;

namespace AtRest.Cli.Commands.Policy.Simulating;

/// <summary>
/// Answers a stream of lines in their order. Answers go out as soon as no further line is waiting, so that a program may ask and wait, and in
/// pieces of some size while there are, so that a million lines need no more memory than a thousand.
/// </summary>
internal sealed class SimulationRun(Stream input, Stream output, TextWriter messages)
{
    private const int WriteAt = 64 * 1024;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var simulator = new PolicySimulator();
        var lines = new LineReader(input);
        var answers = new ArrayBufferWriter<byte>(2 * WriteAt);
        var (number, answered) = (0L, 0L);
        try
        {
            for (var more = true; more;)
            {
                more = await lines.FillAsync(cancellationToken);
                while (lines.TryTake(out var line, out var isTooLong))
                {
                    number++;
                    answered += Answer(simulator, line.Span, isTooLong, number, answers);
                    if (answers.WrittenCount >= WriteAt)
                    {
                        await WriteAsync(answers, cancellationToken);
                    }
                }

                await WriteAsync(answers, cancellationToken);
            }
        }
        catch (OutputClosedException closed)
        {
            await messages.WriteLineAsync($"The answers could not be written: {closed.Message}");
            return ExitCode.UnexpectedFailure;
        }

        if (simulator.Errors > 0)
        {
            await messages.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{simulator.Errors} of {answered} lines could not be answered: see the \"error\" in their answers."));
        }

        return ExitCode.Compliant;
    }

    /// <summary>How many answers the line gave: none if it is blank.</summary>
    private static int Answer(PolicySimulator simulator, ReadOnlySpan<byte> line, bool isTooLong, long number, ArrayBufferWriter<byte> answers)
    {
        if (isTooLong)
        {
            simulator.RefuseTooLong(number, LineReader.LongestLine, answers);
        }
        else if (line.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            return 0;
        }
        else
        {
            simulator.Answer(line, number, answers);
        }

        return 1;
    }

    private async Task WriteAsync(ArrayBufferWriter<byte> answers, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (answers.WrittenCount == 0)
        {
            return;
        }

        try
        {
            await output.WriteAsync(answers.WrittenMemory, cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            throw new OutputClosedException(exception);
        }

        answers.ResetWrittenCount();
    }

    /// <summary>Whoever reads the answers has gone, or the disk is full; reading on would be for nobody.</summary>
    private sealed class OutputClosedException(IOException cause) : Exception(cause.Message, cause);
}
