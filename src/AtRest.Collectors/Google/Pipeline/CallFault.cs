using System.Net;
using System.Text.Json;
using AtRest.Collectors.Google.Client;
using Google;
using Google.Apis.Auth.OAuth2.Responses;

namespace AtRest.Collectors.Google.Pipeline;

/// <summary>What went wrong with one attempt, as far as trying again is concerned.</summary>
internal enum CallFault
{
    /// <summary>A definite answer: asking again would give the same.</summary>
    None,

    /// <summary>Google asks to slow down.</summary>
    Throttled,

    /// <summary>A server error, a dropped connection, an answer that cannot be read.</summary>
    Faulty,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>No connection.</summary>
    Unreachable,
}

/// <summary>Sorts what attempts ended with (https://cloud.google.com/apis/design/errors#handling_errors).</summary>
internal static class CallFaults
{
    public static CallFault Classify(Exception exception) => exception switch
    {
        GoogleApiException answer => Classify(answer),
        TokenResponseException token => Classify(token.StatusCode, isGoogles: true),
        AttemptTimeoutException => CallFault.TimedOut,
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        } => CallFault.Unreachable,
        HttpRequestException or IOException or JsonException or MalformedAnswerException => CallFault.Faulty,
        _ => CallFault.None,
    };

    /// <summary>An error in a shape that is not Google's. Gateways refuse and limit calls in their own words, which says nothing of the method.</summary>
    public static bool IsNamelessError(Exception exception) => exception is GoogleApiException answer
        && (int)answer.HttpStatusCode >= 400
        && answer.HttpStatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired
            or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.NotImplemented)
        && !IsNamedError(answer);

    /// <summary>An error in Google's shape: the service itself answered.</summary>
    public static bool IsNamedError(Exception exception) =>
        exception is GoogleApiException { Error: CloudKmsError { Details: { Message.Length: > 0 } or { Status.Length: > 0 } } };

    private static CallFault Classify(GoogleApiException answer)
    {
        var details = (answer.Error as CloudKmsError)?.Details;

        // Quotas of older services come as 403 with a reason.
        return details?.Reasons.Any(reason => reason is "rateLimitExceeded" or "userRateLimitExceeded" or "RATE_LIMIT_EXCEEDED") == true
            ? CallFault.Throttled
            : Classify(answer.HttpStatusCode, IsNamedError(answer));
    }

    private static CallFault Classify(HttpStatusCode? status, bool isGoogles) => status switch
    {
        HttpStatusCode.TooManyRequests => CallFault.Throttled,
        HttpStatusCode.NotImplemented or HttpStatusCode.Unauthorized => CallFault.None,
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => CallFault.Faulty,
        null or 0 => CallFault.Faulty,

        // A 404 that is not Google's says nothing about the key.
        _ => isGoogles ? CallFault.None : CallFault.Faulty,
    };
}
