using System.Net;
using AtRest.Collectors.Retries;
using Polly;
using Polly.Retry;

namespace AtRest.Collectors.Camunda.Http;

/// <summary>
/// When a call to Camunda is tried again. An audit makes two calls for each organization, so each of them is worth many attempts. But a service that asks for a long wait, or that cannot
/// be reached, ends the call early.
/// </summary>
internal static class CamundaRetries
{
    private static readonly ResiliencePropertyKey<RetryBudget> BudgetKey = new("AtRest.RetryBudget");
    private static readonly ResiliencePropertyKey<TimeSpan> WaitKey = new("AtRest.Wait");

    private static readonly Backoff Backoff = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(4));

    /// <summary>With half of all attempts failing, a call stays unanswered once in a million.</summary>
    public static RetryLimits Limits { get; } = new()
    {
        Throttled = 20,
        Faulty = 20,
        TimedOut = 4,
        Unreachable = 4,
        NeverAnswered = 4,
        Total = 20,
        AfterThrottling = Backoff,
        AfterFaults = Backoff,
        LongestRetryAfter = TimeSpan.FromMinutes(1),
    };

    /// <summary>Lets the budget decide in place of Polly's own counts and waits.</summary>
    public static RetryStrategyOptions<HttpResponseMessage> Options => new()
    {
        MaxRetryAttempts = int.MaxValue,
        ShouldHandle = arguments => ValueTask.FromResult(ShouldRetry(arguments.Context, arguments.Outcome)),
        DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(arguments.Context.Properties.GetValue(WaitKey, TimeSpan.Zero)),
    };

    private static bool ShouldRetry(ResilienceContext context, Outcome<HttpResponseMessage> outcome)
    {
        var fault = Classify(outcome);
        if (fault == FaultKind.None)
        {
            return false;
        }

        var budget = context.Properties.GetValue(BudgetKey, null!) ?? new RetryBudget(Limits);
        context.Properties.Set(BudgetKey, budget);
        var wait = budget.Next(new Failure
        {
            Fault = fault,
            RetryAfter = outcome.Result is { } response ? RetryAfterHeader.Of(response) : null,
            EndpointHasAnswered = true,
            Jitter = Random.Shared.NextDouble(),
        });
        context.Properties.Set(WaitKey, wait ?? TimeSpan.Zero);
        return wait is not null;
    }

    private static FaultKind Classify(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result.StatusCode: HttpStatusCode.TooManyRequests } => FaultKind.Throttled,
        { Result.StatusCode: HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError } => FaultKind.Faulty,
        { Exception: AttemptTimeoutException } => FaultKind.TimedOut,
        { Exception: { } exception } when Connections.AreMissing(exception) => FaultKind.Unreachable,
        { Exception: HttpRequestException or IOException or MalformedAnswerException } => FaultKind.Faulty,
        _ => FaultKind.None,
    };
}
