using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>Wraps each attempt: the bound on requests under way, the time limit, and the check that the answer is whole.</summary>
internal sealed class AttemptHandler(EndpointHealth health, TimeProvider clock, SemaphoreSlim gate, TimeSpan timeout) : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var context = (RequestContext)executionContext.RequestContext;
        var caller = context.CancellationToken;
        var operation = context.RequestName;
        using var turn = await health.MeetAsync(operation, caller);
        if (health.GivenUp(operation) is { } earlier)
        {
            throw new GivenUpException(earlier, CallAttempts.Of(executionContext, clock).Failed > 0);
        }

        await gate.WaitAsync(caller);
        var started = clock.GetTimestamp();
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(caller);
        try
        {
            attempt.CancelAfter(timeout);
            context.CancellationToken = attempt.Token;

            // The SDK would turn every 404 of some S3 operations into an empty answer, a missing bucket's too.
            context.Request.Suppress404Exceptions = false;
            var response = await base.InvokeAsync<T>(executionContext);
            health.Alive();
            AnswerCheck.ThrowIfIncomplete(executionContext.ResponseContext);
            health.Answered(operation);
            return response;
        }
        catch (AmazonServiceException exception) when (exception.StatusCode != 0)
        {
            health.Alive();
            health.Failed(operation, started, exception);
            throw;
        }
        catch (Exception exception) when (attempt.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            health.Failed(operation, started, exception);
            throw new AttemptTimeoutException(timeout, exception);
        }
        catch (Exception exception)
        {
            health.Failed(operation, started, exception);
            throw;
        }
        finally
        {
            context.CancellationToken = caller;
            gate.Release();
        }
    }
}
