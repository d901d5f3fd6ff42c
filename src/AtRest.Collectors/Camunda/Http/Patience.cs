using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace AtRest.Collectors.Camunda.Http;

/// <summary>
/// When to ask Camunda again and how long to wait before. An audit makes two calls per organization, so that each is worth patience; but a
/// service that asks to be left alone for long, or is not there, is not waited for.
/// </summary>
internal static class Patience
{
    /// <summary>With half of all attempts failing, a call stays unanswered once in a million.</summary>
    public const int Attempts = 20;

    /// <summary>Where nobody listens or the name does not resolve.</summary>
    private const int UnreachableAttempts = 4;

    /// <summary>The longest that the service may ask us to wait at once; beyond it the audit says so instead.</summary>
    public static TimeSpan LongestRetryAfter { get; } = TimeSpan.FromMinutes(1);

    public static RetryStrategyOptions<HttpResponseMessage> Options => new()
    {
        MaxRetryAttempts = Attempts - 1,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = TimeSpan.FromMilliseconds(100),
        MaxDelay = TimeSpan.FromSeconds(2),
        ShouldHandle = arguments => ValueTask.FromResult(IsWorthwhile(arguments.Outcome, arguments.AttemptNumber)),
        DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } response ? RetryAfter(response) : null),
    };

    /// <summary>How long the service asks to be left alone, by its own clock where it names a moment; null if it does not say.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var headers = response.Headers;
        var asked = headers.RetryAfter?.Delta ?? (headers.RetryAfter?.Date - headers.Date);
        return asked > TimeSpan.Zero ? asked : null;
    }

    private static bool IsWorthwhile(Outcome<HttpResponseMessage> outcome, int attempt) => outcome switch
    {
        { Result: { } response } => IsTransient(response.StatusCode) && (RetryAfter(response) ?? TimeSpan.Zero) <= LongestRetryAfter,
        { Exception: HttpRequestException exception } when IsUnreachable(exception) => attempt < UnreachableAttempts - 1,
        { Exception: TimeoutRejectedException } => attempt < UnreachableAttempts - 1,
        { Exception: HttpRequestException or IOException or BrokenAnswerException } => true,
        _ => false,
    };

    private static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)status >= 500;

    public static bool IsUnreachable(HttpRequestException exception) => exception.HttpRequestError
        is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}
