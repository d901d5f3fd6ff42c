namespace AtRest.Collectors.Telemetry;

/// <summary>Counts and traces the calls to one service, each with its retries. All clouds use it.</summary>
/// <param name="telemetry">Where calls are counted.</param>
/// <param name="cloud"><c>aws</c>, <c>google</c>, <c>camunda</c>.</param>
/// <param name="service">As in permissions: <c>kms</c>.</param>
/// <param name="region">The region, for the span.</param>
internal sealed class CallTelemetry(CloudTelemetry telemetry, string cloud, string service, string? region = null)
{
    /// <summary>Runs a call.</summary>
    /// <param name="operation">As the cloud names it: <c>DescribeKey</c>.</param>
    /// <param name="call">The call. It counts its attempts.</param>
    /// <param name="resultOf">What a result means; null: the call was answered.</param>
    /// <param name="outcomeOf">What an exception means.</param>
    /// <param name="cancellationToken">The caller's. A call that it cancels has the outcome "cancelled".</param>
    public async Task<T> RunAsync<T>(
        string operation, Func<AttemptCount, Task<T>> call, Func<T, CallOutcome>? resultOf, Func<Exception, CallOutcome> outcomeOf, CancellationToken cancellationToken)
    {
        using var running = telemetry.Start(cloud, service, operation, region);
        var attempts = new AttemptCount();
        try
        {
            var result = await call(attempts);
            End(resultOf?.Invoke(result) ?? CallOutcome.Answered);
            return result;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            End(outcomeOf(exception));
            throw;
        }

        void End(CallOutcome outcome) => running.End(outcome, Math.Max(attempts.Made, 1), attempts.Throttled);
    }
}
