using System.Net;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>Tells failures, which are tried again, from answers, which are not.</summary>
internal static class FaultClassifier
{
    public static FaultKind Classify(Exception exception, Func<Exception, bool> isThrottling) => exception switch
    {
        GivenUpException => FaultKind.None,
        AttemptTimeoutException => FaultKind.TimedOut,
        MalformedAnswerException => FaultKind.Faulty,
        WrongAnswerException => FaultKind.None,

        // The caller's cancellation never gets here, and the attempt's time limit has its own exception. Only the time limit for a connection is left.
        OperationCanceledException => FaultKind.Unreachable,
        _ when isThrottling(exception) => FaultKind.Throttled,
        _ when Connections.AreMissing(exception) => FaultKind.Unreachable,
        AmazonUnmarshallingException => FaultKind.Faulty,
        AmazonServiceException service => Classify(service),

        // Credentials that cannot be refreshed, or a request that cannot be built: the next attempt would fail in the same way.
        AmazonClientException client when client.InnerException is null => FaultKind.None,
        ArgumentException => FaultKind.None,
        _ => FaultKind.Faulty,
    };

    /// <summary>The endpoint reports that it does not have the operation, as emulators and old endpoints do.</summary>
    public static bool IsNotOffered(Exception exception) => exception is AmazonServiceException service
        && (service.StatusCode == HttpStatusCode.NotImplemented
            || service.ErrorCode is "UnknownOperationException" or "UnknownOperation" or "InvalidAction" or "NotImplemented" or "NotImplementedException"
            || ((int)service.StatusCode < 500 && SaysNotImplemented(service.Message)));

    /// <summary>An HTTP response of the endpoint, even if only an error.</summary>
    public static bool IsAnswer(Exception exception) => exception is AmazonServiceException { StatusCode: not 0 } or WrongAnswerException;

    /// <summary>The SDK could not read a successful response. <see cref="AnswerHandler"/> has checked that it is complete, so its values do not have the documented types.</summary>
    public static bool IsUndocumented(Exception exception) => exception switch
    {
        AmazonUnmarshallingException unmarshalling => (int)unmarshalling.StatusCode is 0 or (>= 200 and < 300),
        JsonException or XmlException or FormatException or OverflowException or InvalidCastException or InvalidOperationException => true,
        _ => false,
    };

    /// <summary>Who sent an error: each AWS error has an error code. A gateway that refuses or limits a call does so in its own words, which say nothing about the operation.</summary>
    public static ErrorOrigin OriginOf(Exception exception) => exception switch
    {
        AmazonServiceException service and not AmazonUnmarshallingException when service.StatusCode != 0 && !IsNameless(service) => ErrorOrigin.Service,
        AmazonServiceException service when (int)service.StatusCode >= 400 && !IsFromGateway(service.StatusCode) => ErrorOrigin.Endpoint,
        _ => ErrorOrigin.Unknown,
    };

    private static bool IsFromGateway(HttpStatusCode status) => status
        is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    private static FaultKind Classify(AmazonServiceException service)
    {
        if (IsNotOffered(service))
        {
            return FaultKind.None;
        }

        var status = (int)service.StatusCode;
        return status switch
        {
            >= 500 or 0 => FaultKind.Faulty,
            408 => FaultKind.Faulty,
            >= 400 when service.StatusCode != HttpStatusCode.Forbidden && IsNameless(service) => FaultKind.Faulty,
            >= 200 and < 300 => FaultKind.Faulty,
            _ => service.ErrorCode is "RequestTimeout" or "RequestTimeoutException" ? FaultKind.Faulty : FaultKind.None,
        };
    }

    // For an error without a body, the SDK uses the name of the status as the code.
    private static bool IsNameless(AmazonServiceException service) =>
        string.IsNullOrWhiteSpace(service.ErrorCode) || service.ErrorCode == service.StatusCode.ToString();

    private static bool SaysNotImplemented(string? message) => message is not null
        && (message.Contains("not implemented", StringComparison.OrdinalIgnoreCase)
            || message.Contains("not been implemented", StringComparison.OrdinalIgnoreCase)
            || message.Contains("not yet implemented", StringComparison.OrdinalIgnoreCase));
}
