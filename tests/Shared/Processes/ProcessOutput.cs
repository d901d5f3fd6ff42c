using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;

namespace AtRest.Tests.Shared.Processes;

/// <summary>
/// Reads what a process writes to one of its streams until the stream ends. Any thread can look at it meanwhile.
/// </summary>
/// <remarks><see cref="Process.OutputDataReceived"/> is not enough: at the end of the stream it passes on a half-written last line as if it were complete.</remarks>
internal sealed class ProcessOutput
{
    /// <summary>Generous: it only bounds tests that fail.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private readonly StringBuilder text = new();
    private readonly Task pump;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool hasEnded;

    // On its own thread: while there is always more to read, reading never yields.
    public ProcessOutput(TextReader stream) => pump = Task.Run(() => PumpAsync(stream));

    /// <summary>The complete lines so far.</summary>
    public ImmutableArray<string> Lines => CompleteLines.Of(Text);

    /// <summary>All of it so far, with the last line even if it is half written: for messages, and for what must not be in it.</summary>
    public string Text
    {
        get
        {
            lock (gate)
            {
                return text.ToString();
            }
        }
    }

    /// <summary>Whether the stream has ended, and <see cref="Text"/> is all that was ever written to it.</summary>
    public bool HasEnded
    {
        get
        {
            lock (gate)
            {
                return hasEnded;
            }
        }
    }

    /// <summary>Waits for a complete line that matches, and gives the first one.</summary>
    public async Task<string> LineAsync(Func<string, bool> matches, CancellationToken cancellationToken) =>
        (await UntilAsync(lines => lines.Any(matches), cancellationToken)).First(matches);

    /// <summary>Waits until the complete lines meet a condition, and gives them. Fails if the stream ends and they do not meet it.</summary>
    public async Task<ImmutableArray<string>> UntilAsync(Func<ImmutableArray<string>, bool> condition, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while (true)
            {
                // Taken before the lines: what comes in after them completes this task.
                var (change, isLast) = Next();
                var lines = Lines;
                if (condition(lines))
                {
                    return lines;
                }

                if (isLast)
                {
                    throw new InvalidOperationException($"The output ended without the lines that were expected: {Text}");
                }

                patience.Token.ThrowIfCancellationRequested();
                await change.WaitAsync(patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The output does not have the lines that were expected: {Text}");
        }
    }

    /// <summary>Waits for the end of the stream. A process that has ended, or was killed, can have written more than was read by then.</summary>
    public Task EndAsync() => pump.WaitAsync(Patience);

    private (Task Change, bool IsLast) Next()
    {
        lock (gate)
        {
            return (changed.Task, hasEnded);
        }
    }

    private async Task PumpAsync(TextReader stream)
    {
        var buffer = new char[4096];
        try
        {
            while (await stream.ReadAsync(buffer.AsMemory(), CancellationToken.None) is > 0 and var length)
            {
                Change(() => text.Append(buffer, 0, length));
            }
        }
        finally
        {
            Change(() => hasEnded = true);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            change();
            waiting = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }
}
