using System.Net;
using Amazon.Runtime;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>Sorts what an attempt ended with into faults, which are tried again, and answers, which are not.</summary>
internal static class FaultClassifier
{
    public static FaultKind Classify(Exception exception, Func<Exception, bool> isThrottling) => exception switch
    {
        GivenUpException => FaultKind.None,
        AttemptTimeoutException => FaultKind.TimedOut,
        IncompleteAnswerException => FaultKind.Faulty,

        // The caller's cancellation never comes here, and the attempt's has its own exception: what is left is the time to connect.
        OperationCanceledException => FaultKind.Unreachable,
        _ when isThrottling(exception) => FaultKind.Throttled,
        _ when IsUnreachable(exception) => FaultKind.Unreachable,
        AmazonUnmarshallingException => FaultKind.Faulty,
        AmazonServiceException service => Classify(service),

        // Credentials that cannot be refreshed, a request that cannot be built: the same again next time.
        AmazonClientException client when client.InnerException is null => FaultKind.None,
        ArgumentException => FaultKind.None,
        _ => FaultKind.Faulty,
    };

    /// <summary>The service has no such operation: what emulators and old endpoints answer.</summary>
    public static bool IsNotOffered(Exception exception) => exception is AmazonServiceException service
        && (service.StatusCode == HttpStatusCode.NotImplemented
            || service.ErrorCode is "UnknownOperationException" or "UnknownOperation" or "InvalidAction" or "NotImplemented" or "NotImplementedException"
            || ((int)service.StatusCode < 500 && SaysNotImplemented(service.Message)));

    /// <summary>An error in none of AWS's shapes: AWS names an error code in each of its own. Gateways refuse and limit calls in their own words, which says nothing of the operation.</summary>
    public static bool IsNamelessError(Exception exception) => exception is AmazonServiceException service
        && (int)service.StatusCode >= 400
        && service.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
        && (service is AmazonUnmarshallingException || IsNameless(service));

    /// <summary>An error in one of AWS's shapes: the service itself answered.</summary>
    public static bool IsNamedError(Exception exception) =>
        exception is AmazonServiceException service and not AmazonUnmarshallingException && service.StatusCode != 0 && !IsNameless(service);

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

    // For an error without a body the SDK puts the status' own name in place of the code.
    private static bool IsNameless(AmazonServiceException service) =>
        string.IsNullOrWhiteSpace(service.ErrorCode) || service.ErrorCode == service.StatusCode.ToString();

    private static bool SaysNotImplemented(string? message) => message is not null
        && (message.Contains("not implemented", StringComparison.OrdinalIgnoreCase)
            || message.Contains("not been implemented", StringComparison.OrdinalIgnoreCase)
            || message.Contains("not yet implemented", StringComparison.OrdinalIgnoreCase));

    private static bool IsUnreachable(Exception exception)
    {
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            if (current is HttpRequestException
                {
                    HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
                })
            {
                return true;
            }
        }

        return false;
    }
}
