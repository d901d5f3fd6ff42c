using System.Net;
using Amazon.Runtime;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Pipeline;
using AtRest.Collectors.Retries;
using AtRest.Collectors.Telemetry;
using AtRest.Collectors.Tls;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Reading;

/// <summary>Turns the end of a call into the reason why there is no evidence.</summary>
internal static class AbsenceTranslator
{
    private const string Again = "Audit again.";
    private const string EndpointAdvice = "Check the network, the proxy and AWS_ENDPOINT_URL, then audit again.";

    public static Absence Translate(ReadingContext reading, Exception exception) => exception switch
    {
        // How the last of the attempts ended is chance, so the cause does not mention it: it is the same in every run.
        GivenUpException { InnerException: NotOfferedException } => new Absence
        {
            Kind = AbsenceKind.Unsupported,
            Cause = $"The endpoint does not offer {reading.Source}: it responded to every call with an error that is not an AWS error.",
        },
        GivenUpException { WasMade: false, InnerException: { } earlier } => NotAttempted(reading, earlier),
        GivenUpException { InnerException: { } earlier } => Sort(reading, earlier),
        _ => Sort(reading, exception),
    };

    /// <summary>The call was not made because of an earlier one.</summary>
    private static Absence NotAttempted(ReadingContext reading, Exception earlier)
    {
        var absence = Sort(reading, earlier);
        return absence.Kind == AbsenceKind.Unsupported ? absence : absence with
        {
            Kind = AbsenceKind.NotAttempted,

            // A fault of the endpoint is the same for all calls and has the same message.
            Cause = IsOfEndpoint(earlier) ? absence.Cause : $"{reading.Source} on {reading.Resource} was not attempted, because earlier calls of this operation received no usable response: {Said(earlier)}",
        };
    }

    private static bool IsOfEndpoint(Exception exception) =>
        ServerCertificates.Find(exception) is not null || FaultClassifier.Classify(exception, _ => false) == FaultKind.Unreachable;

    private static Absence Sort(ReadingContext reading, Exception exception) => exception switch
    {
        MissingCredentialsException own => own.Absence,
        _ when FaultClassifier.IsNotOffered(exception) => Of(
            AbsenceKind.Unsupported, exception, $"The endpoint does not offer {reading.Source}: {Said(exception)}", null),
        WrongAnswerException => Of(
            AbsenceKind.Failed, exception, $"The response of AWS to {reading.Source} on {reading.Resource} cannot be used. {exception.Message}", EndpointAdvice),
        AmazonUnmarshallingException or MalformedAnswerException => Of(
            AbsenceKind.Failed, exception, $"The response of AWS to {reading.Source} on {reading.Resource} could not be read: {Said(exception)}", Again),
        AmazonServiceException service => Sort(reading, service),
        AttemptTimeoutException timeout => Of(
            AbsenceKind.Failed, exception, $"{reading.Source} on {reading.Resource} received no response {timeout.Words}", "Check the network, then audit again."),

        // No request was made: the variable that names the endpoint is wrong.
        FormatException => Of(AbsenceKind.NotAttempted, exception, exception.Message, "Correct the setting, then audit again."),

        // A list with an empty place, or a value beyond its range: the response passed the checks of the pipeline, but means nothing.
        NullReferenceException or ArgumentException or OverflowException => Of(
            AbsenceKind.Failed, exception, $"The response of AWS to {reading.Source} on {reading.Resource} cannot be used. It does not have the documented form.", EndpointAdvice),
        _ when ServerCertificates.Find(exception) is { } untrusted => Of(AbsenceKind.Failed, exception, $"AWS could not be reached. {untrusted.Message}", untrusted.Remedy),
        _ when FaultClassifier.Classify(exception, _ => false) == FaultKind.Unreachable => Of(
            AbsenceKind.Failed, exception, $"AWS could not be reached: {Said(exception)}", EndpointAdvice),
        _ => Of(AbsenceKind.Failed, exception, $"{reading.Source} on {reading.Resource} failed: {Said(exception)}", Again),
    };

    private static Absence Sort(ReadingContext reading, AmazonServiceException service)
    {
        var code = service.ErrorCode ?? "";
        return code switch
        {
            _ when ErrorCodes.AreBadCredentials(code) => Of(
                AbsenceKind.Denied, service, $"AWS does not accept {reading.Caller}: {Said(service)}", CredentialAdvice(code)),
            _ when ErrorCodes.IsNotFound(code) => Of(AbsenceKind.NotFound, service, $"{reading.Source} on {reading.Resource} found nothing. {Said(service)}", null),
            _ when ErrorCodes.IsDenied(code) || service.StatusCode == HttpStatusCode.Forbidden => Of(
                AbsenceKind.Denied, service, $"AWS refused {reading.Source} on {reading.Resource} for {reading.Caller}: {Said(service)}", PermissionAdvice(reading)),
            "UnsupportedOperationException" or "UnsupportedOperation" => Of(
                AbsenceKind.Unsupported, service, $"{reading.Source} does not apply to {reading.Resource}: {Said(service)}", null),
            _ when ErrorCodes.IsThrottling(code) || service.StatusCode == HttpStatusCode.TooManyRequests => Of(
                AbsenceKind.Failed, service, $"AWS throttled every attempt of {reading.Source} on {reading.Resource}: {Said(service)}", "Audit again when the account makes fewer requests."),
            _ when (int)service.StatusCode >= 500 => Of(
                AbsenceKind.Failed, service, $"AWS returned a server error for every attempt of {reading.Source} on {reading.Resource}: {Said(service)}", Again),
            _ => Of(AbsenceKind.Failed, service, $"{reading.Source} on {reading.Resource} failed: {Said(service)}", Again),
        };
    }

    private static string CredentialAdvice(string code) => code switch
    {
        "ExpiredToken" or "ExpiredTokenException" => "The session has expired: get new credentials (for SSO: aws sso login), then audit again.",
        "SignatureDoesNotMatch" or "InvalidSignatureException" => "Check the secret access key (AWS_SECRET_ACCESS_KEY, or the profile's), and the clock. Then audit again.",
        "RequestExpired" => "Set the clock of this machine, then audit again.",
        "OptInRequired" => "Enable the region in the account, then audit again.",
        _ => "Check that the access key exists and is active, that its session token belongs to it, and that the region is enabled in the account. Then audit again.",
    };

    private static string PermissionAdvice(ReadingContext reading)
    {
        var allow = $"Allow {reading.Source} for {reading.Caller} in IAM, then audit again.";
        return reading.UsesOwnCredentials && reading.Source.StartsWith("kms:", StringComparison.Ordinal)
            ? $"{allow} If the key belongs to another account, add an audit role of that account to the inventory (aws[].auditRoleArn): AWS allows most of these calls only for the account that owns the key."
            : allow;
    }

    private static Absence Of(AbsenceKind kind, Exception exception, string cause, string? remedy) => new()
    {
        Kind = kind,
        Cause = cause,
        Remedy = remedy,
        ErrorCode = exception is AmazonServiceException { ErrorCode.Length: > 0 } service ? ReceivedText.Code(service.ErrorCode) : null,
    };

    private static string Said(Exception exception)
    {
        var text = exception switch
        {
            AmazonServiceException { ErrorCode.Length: > 0 } service => $"{ReceivedText.Code(service.ErrorCode)}: {service.Message}",
            AmazonServiceException service when (int)service.StatusCode >= 400 => $"HTTP {(int)service.StatusCode} without an AWS error code.",
            _ => ExceptionText.Of(exception),
        };
        return ReceivedText.Sentence(text);
    }
}
