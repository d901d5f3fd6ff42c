using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using AtRest.Cli.Presentation;
using AtRest.KeyPolicies.Simulation;

namespace AtRest.Cli.Commands.Policy.Simulating;

/// <summary>
/// Answers a stream of lines in order, on all processors. Answers are written as soon as no further line is waiting, so that a program can wait for an answer
/// before it sends the next line. While lines are waiting, they are answered in blocks. Only a few blocks are in memory, so that memory does not grow with the
/// number of lines.
/// </summary>
internal sealed class SimulationRun(Stream input, Stream output, CliEnvironment environment)
{
    /// <summary>Our limit: a block can have a line of several MiB.</summary>
    private const int MostBlocks = 16;

    private readonly ConcurrentBag<PolicySimulator> simulators = [];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var blocks = Channel.CreateBounded<Task<LineBlock>>(Math.Min(2 * Environment.ProcessorCount, MostBlocks));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(blocks.Writer, ended.Token);
        try
        {
            // If the answers can no longer be written, nobody waits for the next line, which may never come.
            var answered = await WriteAsync(blocks.Reader, cancellationToken);
            await reading;
            if (simulators.Sum(simulator => simulator.Errors) is > 0 and var errors)
            {
                await environment.WriteMessageAsync(Failures(errors, answered));
            }

            return ExitCode.Compliant;
        }
        finally
        {
            await ended.CancelAsync();
            foreach (var simulator in simulators)
            {
                simulator.Dispose();
            }
        }
    }

    private static string Failures(long errors, long answered) => (errors, answered) switch
    {
        (1, 1) => "The line could not be evaluated. Its result has the reason in \"error\".",
        (1, _) => string.Create(CultureInfo.InvariantCulture, $"1 of {answered} lines could not be evaluated. Its result has the reason in \"error\"."),
        _ when errors == answered => string.Create(CultureInfo.InvariantCulture, $"None of the {answered} lines could be evaluated. Their results have the reason in \"error\"."),
        _ => string.Create(CultureInfo.InvariantCulture, $"{errors} of {answered} lines could not be evaluated. Their results have the reason in \"error\"."),
    };

    /// <summary>Reads blocks of lines, and has each answered by its own task. Waits while too many are not yet written.</summary>
    private async Task ReadAsync(ChannelWriter<Task<LineBlock>> blocks, CancellationToken cancellationToken)
    {
        try
        {
            var lines = new LineReader(input);
            var number = 0L;
            for (var more = true; more;)
            {
                more = await lines.FillAsync(cancellationToken);
                var block = new LineBlock();
                while (lines.TryTake(out var line, out var isTooLong))
                {
                    block.Add(line.Span, ++number, isTooLong);
                    if (block.IsFull)
                    {
                        await SendAsync(block);
                        block = new LineBlock();
                    }
                }

                await SendAsync(block);
            }

            blocks.Complete();
        }
        catch (Exception exception)
        {
            // The lines before it are still answered.
            blocks.Complete(exception);
        }

        async ValueTask SendAsync(LineBlock block)
        {
            if (!block.IsEmpty)
            {
                await blocks.WriteAsync(Task.Run(() => Answer(block), cancellationToken), cancellationToken);
            }
        }
    }

    private LineBlock Answer(LineBlock block)
    {
        var simulator = simulators.TryTake(out var idle) ? idle : new PolicySimulator();
        block.Answer(simulator);
        simulators.Add(simulator);
        return block;
    }

    /// <summary>Writes the answers in the order of the lines. Returns their number.</summary>
    private async Task<long> WriteAsync(ChannelReader<Task<LineBlock>> blocks, CancellationToken cancellationToken)
    {
        var answered = 0L;
        await foreach (var answering in blocks.ReadAllAsync(cancellationToken))
        {
            var block = await answering;
            cancellationToken.ThrowIfCancellationRequested();
            await output.WriteAsync(block.Answers, cancellationToken);
            await output.FlushAsync(cancellationToken);
            answered += block.Answered;
        }

        return answered;
    }
}
