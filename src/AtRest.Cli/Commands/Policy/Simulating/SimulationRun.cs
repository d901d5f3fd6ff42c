using System.Buffers;
using System.Globalization;
using AtRest.KeyPolicies.Simulation;

namespace AtRest.Cli.Commands.Policy.Simulating;

/// <summary>
/// Answers a stream of lines in order. Answers are written as soon as no further line is waiting, so that a program can wait for an answer before
/// it sends the next line. While lines are waiting, answers are written in blocks, so that memory does not grow with the number of lines.
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

        if (simulator.Errors > 0)
        {
            await messages.WriteLineAsync(Failures(simulator.Errors, answered));
        }

        return ExitCode.Compliant;
    }

    private static string Failures(long errors, long answered) => (errors, answered) switch
    {
        (1, 1) => "The line could not be evaluated. Its result has the reason in \"error\".",
        (1, _) => string.Create(CultureInfo.InvariantCulture, $"1 of {answered} lines could not be evaluated. Its result has the reason in \"error\"."),
        _ when errors == answered => string.Create(CultureInfo.InvariantCulture, $"None of the {answered} lines could be evaluated. Their results have the reason in \"error\"."),
        _ => string.Create(CultureInfo.InvariantCulture, $"{errors} of {answered} lines could not be evaluated. Their results have the reason in \"error\"."),
    };

    /// <summary>Adds the answer of a line. Returns the number of answers: 0 for a blank line.</summary>
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

        await output.WriteAsync(answers.WrittenMemory, cancellationToken);
        await output.FlushAsync(cancellationToken);
        answers.ResetWrittenCount();
    }
}
