using System.Net;
using System.Text.Json;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Retries;
using Google;
using Google.Apis.Auth.OAuth2.Responses;

namespace AtRest.Collectors.Google.Pipeline;

/// <summary>Tells failures, which are tried again, from answers, which are not (https://cloud.google.com/apis/design/errors#handling_errors).</summary>
internal static class CallFaults
{
    public static FaultKind Classify(Exception exception) => exception switch
    {
        _ when IsWrongAnswer(exception) => FaultKind.None,
        GoogleApiException answer => Classify(answer),
        TokenResponseException token => Classify(token.StatusCode, isGoogles: true),
        AttemptTimeoutException => FaultKind.TimedOut,
        _ when Connections.AreMissing(exception) => FaultKind.Unreachable,
        HttpRequestException or IOException or MalformedAnswerException => FaultKind.Faulty,
        _ => FaultKind.None,
    };

    /// <summary>A complete response whose values do not have the documented types (the library wraps what the serializer throws), or that exceeds a bound.</summary>
    public static bool IsWrongAnswer(Exception exception) => exception is WrongAnswerException or JsonException or GoogleApiException { InnerException: JsonException };

    /// <summary>Who sent an error. A gateway that refuses or limits a call does so in its own words, which say nothing about the method.</summary>
    public static ErrorOrigin OriginOf(Exception exception) => exception switch
    {
        GoogleApiException answer when IsGoogles(answer) => ErrorOrigin.Service,
        GoogleApiException answer when (int)answer.HttpStatusCode >= 400 && !IsFromGateway(answer.HttpStatusCode) => ErrorOrigin.Endpoint,
        _ => ErrorOrigin.Unknown,
    };

    private static bool IsGoogles(GoogleApiException answer) => answer.Error is CloudKmsError { Details: { Message.Length: > 0 } or { Status.Length: > 0 } };

    private static bool IsFromGateway(HttpStatusCode status) => status
        is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.RequestTimeout
        or HttpStatusCode.TooManyRequests or HttpStatusCode.NotImplemented;

    private static FaultKind Classify(GoogleApiException answer)
    {
        var details = (answer.Error as CloudKmsError)?.Details;

        // Quotas of older services come as 403 with a reason.
        return details?.Reasons.Any(reason => reason is "rateLimitExceeded" or "userRateLimitExceeded" or "RATE_LIMIT_EXCEEDED") == true
            ? FaultKind.Throttled
            : Classify(answer.HttpStatusCode, IsGoogles(answer));
    }

    private static FaultKind Classify(HttpStatusCode? status, bool isGoogles) => status switch
    {
        HttpStatusCode.TooManyRequests => FaultKind.Throttled,
        HttpStatusCode.NotImplemented or HttpStatusCode.Unauthorized => FaultKind.None,
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => FaultKind.Faulty,
        null or 0 => FaultKind.Faulty,

        // A 404 that is not Google's says nothing about the key.
        _ => isGoogles ? FaultKind.None : FaultKind.Faulty,
    };
}
