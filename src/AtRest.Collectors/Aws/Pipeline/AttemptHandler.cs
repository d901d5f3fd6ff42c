using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>Wraps each attempt: the limit on concurrent requests, the time limit, and the check that the response contains what its operation returns.</summary>
internal sealed class AttemptHandler(EndpointGate endpoint, TimeProvider clock, SemaphoreSlim requests, TimeSpan timeout) : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var context = (RequestContext)executionContext.RequestContext;
        var caller = context.CancellationToken;
        var operation = context.RequestName;
        using var turn = await endpoint.EnterAsync(operation, caller);
        AwsCall.Of(executionContext).Attempts.Begin();
        await requests.WaitAsync(caller);
        var started = endpoint.Now;
        try
        {
            return await AttemptTimeout.RunAsync(timeout, clock, AttemptAsync, FaultClassifier.IsAnswer, caller);
        }
        catch (Exception exception)
        {
            if (FaultClassifier.IsAnswer(exception))
            {
                endpoint.Health.SentSomething(endpoint.Now);
            }

            endpoint.Health.Failed(operation, started, endpoint.Now, FaultClassifier.OriginOf(exception), exception);
            throw;
        }
        finally
        {
            context.CancellationToken = caller;
            requests.Release();
        }

        async Task<T> AttemptAsync(CancellationToken cancellationToken)
        {
            context.CancellationToken = cancellationToken;

            // The SDK would turn every 404 of some S3 operations into an empty response, that of a missing bucket too.
            context.Request.Suppress404Exceptions = false;
            var response = await ReadAsync();
            endpoint.Health.SentSomething(endpoint.Now);
            AnswerCheck.ThrowIfIncomplete(executionContext.ResponseContext);
            endpoint.Health.Answered(operation, endpoint.Now);
            return response;
        }

        async Task<T> ReadAsync()
        {
            try
            {
                return await base.InvokeAsync<T>(executionContext);
            }
            catch (Exception exception) when (FaultClassifier.IsUndocumented(exception))
            {
                throw new WrongAnswerException("It does not have the documented form.", exception);
            }
        }
    }
}
