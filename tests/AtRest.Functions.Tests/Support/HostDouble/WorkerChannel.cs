using System.Collections.Concurrent;
using System.Threading.Channels;
using AtRest.Functions.Tests.Support.HostDouble.Rpc;
using Grpc.Core;

namespace AtRest.Functions.Tests.Support.HostDouble;

/// <summary>The stream between the host and one worker: requests go out, answers come back with the ID of their request.</summary>
internal sealed class WorkerChannel(TimeSpan patience, HostLog hostLog)
{
    private readonly Channel<StreamingMessage> outgoing = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> open = new();
    private readonly TaskCompletionSource<StartStream> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<RpcLog> logs = new();
    private volatile bool hasEnded;

    /// <summary>Completes when the worker has connected and said who it is.</summary>
    public Task<StartStream> Started => started.Task;

    /// <summary>Everything that the worker has logged so far; <see cref="HostLog"/> has what the host makes of it.</summary>
    public IReadOnlyList<RpcLog> Logs => [.. logs];

    public void Send(StreamingMessage message)
    {
        if (!outgoing.Writer.TryWrite(message))
        {
            throw Ended();
        }
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    public async Task<StreamingMessage> AskAsync(StreamingMessage request, CancellationToken cancellationToken)
    {
        request.RequestId = Guid.NewGuid().ToString();
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        open[request.RequestId] = answer;
        try
        {
            Send(request);
            if (hasEnded)
            {
                throw Ended();
            }

            return await answer.Task.WaitAsync(patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The worker did not answer {request.ContentCase} within {patience.TotalSeconds} s.");
        }
        finally
        {
            open.TryRemove(request.RequestId, out _);
        }
    }

    /// <summary>Ends the stream from the host's side.</summary>
    public void Close() => outgoing.Writer.TryComplete();

    /// <summary>Carries messages until either side ends the stream.</summary>
    public async Task RunAsync(IAsyncStreamReader<StreamingMessage> incoming, IServerStreamWriter<StreamingMessage> writer, CancellationToken cancellationToken)
    {
        try
        {
            var reading = ReadAsync(incoming, cancellationToken);
            var writing = WriteAsync(writer, cancellationToken);
            await await Task.WhenAny(reading, writing);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or Grpc.Core.RpcException)
        {
            // The worker is gone. The tests that wait for an answer get the exception below.
        }
        finally
        {
            hasEnded = true;
            outgoing.Writer.TryComplete();
            started.TrySetException(Ended());
            _ = started.Task.Exception;
            foreach (var answer in open.Values)
            {
                answer.TrySetException(Ended());
            }
        }
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> writer, CancellationToken cancellationToken)
    {
        await foreach (var message in outgoing.Reader.ReadAllAsync(cancellationToken))
        {
            await writer.WriteAsync(message, cancellationToken);
        }
    }

    private async Task ReadAsync(IAsyncStreamReader<StreamingMessage> incoming, CancellationToken cancellationToken)
    {
        await foreach (var message in incoming.ReadAllAsync(cancellationToken))
        {
            if (message.StartStream is { } start)
            {
                started.TrySetResult(start);
            }
            else if (message.RpcLog is { } log)
            {
                logs.Enqueue(log);
                hostLog.Add(log);
            }
            else if (open.TryGetValue(message.RequestId, out var answer))
            {
                answer.TrySetResult(message);
            }
        }
    }

    private static IOException Ended() => new("The stream between host and worker has ended.");
}
