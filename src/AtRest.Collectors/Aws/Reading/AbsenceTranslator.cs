using System.Net;
using Amazon.Runtime;
using AtRest.Collectors.Aws.Accounts.WebIdentity;
using AtRest.Collectors.Aws.Pipeline;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Reading;

/// <summary>Turns what a call ended with into the reason why there is no evidence.</summary>
internal static class AbsenceTranslator
{
    public static Absence Translate(ReadingContext reading, Exception exception)
    {
        if (NotOfferedMark.IsOn(exception) || NotOfferedMark.IsOn(exception.InnerException ?? exception))
        {
            // What the last of the attempts ended with is chance: the same cause in every run.
            return new Absence
            {
                Kind = AbsenceKind.Unsupported,
                Cause = $"The endpoint does not offer {reading.Source}: it answered every call of it with an error that is not one of AWS's.",
            };
        }

        var (cause, earlier) = exception is GivenUpException { InnerException: { } inner } ? (inner, true) : (exception, false);
        var absence = Sort(reading, cause);
        return earlier ? absence with { Cause = $"{absence.Cause} Earlier calls of this kind ended so; it was not asked again." } : absence;
    }

    private static Absence Sort(ReadingContext reading, Exception exception) => exception switch
    {
        WebIdentityException own => own.Absence,
        _ when FaultClassifier.IsNotOffered(exception) => Of(
            AbsenceKind.Unsupported, exception, $"The endpoint does not offer {reading.Source}: {Said(exception)}"),
        AmazonUnmarshallingException or IncompleteAnswerException => Of(
            AbsenceKind.Failed, exception, $"What AWS answered to {reading.Source} on {reading.Resource} could not be read: {Said(exception)} Run the audit again."),
        AmazonServiceException service => Sort(reading, service),
        AttemptTimeoutException => Of(
            AbsenceKind.Failed, exception, $"{reading.Source} on {reading.Resource} got no answer in time, several times. Check the network and run the audit again."),
        FormatException => Of(AbsenceKind.Failed, exception, exception.Message),
        _ when FaultClassifier.Classify(exception, _ => false) == FaultKind.Unreachable => Of(
            AbsenceKind.Failed, exception, $"AWS could not be reached for {reading.Source}: {Said(exception)} Check the network, the proxy and AWS_ENDPOINT_URL."),
        _ => Of(AbsenceKind.Failed, exception, $"{reading.Source} on {reading.Resource} failed: {Said(exception)}"),
    };

    private static Absence Sort(ReadingContext reading, AmazonServiceException service)
    {
        var code = service.ErrorCode ?? "";
        return code switch
        {
            _ when ErrorCodes.AreBadCredentials(code) => Of(
                AbsenceKind.Denied, service, $"AWS does not accept {reading.Caller}: {Said(service)} Renew the credentials, or check that the region is enabled in the account."),
            _ when ErrorCodes.IsNotFound(code) => Of(AbsenceKind.NotFound, service, $"{reading.Source}: {reading.Resource} has none such. {Said(service)}"),
            _ when ErrorCodes.IsDenied(code) || service.StatusCode == HttpStatusCode.Forbidden => Of(
                AbsenceKind.Denied, service, $"AWS refused {reading.Source} on {reading.Resource} to {reading.Caller}: {Said(service)} Allow {reading.Source} to it."),
            "UnsupportedOperationException" or "UnsupportedOperation" => Of(
                AbsenceKind.Unsupported, service, $"{reading.Source} does not apply to {reading.Resource}: {Said(service)}"),
            _ when ErrorCodes.IsThrottling(code) || service.StatusCode == HttpStatusCode.TooManyRequests => Of(
                AbsenceKind.Failed, service, $"AWS throttled {reading.Source} on {reading.Resource} until the audit gave up: {Said(service)} Run the audit again when less else is going on."),
            _ when (int)service.StatusCode >= 500 => Of(
                AbsenceKind.Failed, service, $"AWS answered {reading.Source} on {reading.Resource} with server errors until the audit gave up: {Said(service)} Run the audit again."),
            _ => Of(AbsenceKind.Failed, service, $"{reading.Source} on {reading.Resource} failed: {Said(service)}"),
        };
    }

    private static Absence Of(AbsenceKind kind, Exception exception, string cause) => new()
    {
        Kind = kind,
        Cause = cause,
        ErrorCode = exception is AmazonServiceException { ErrorCode.Length: > 0 } service ? service.ErrorCode : null,
    };

    private static string Said(Exception exception)
    {
        var text = exception switch
        {
            AmazonServiceException { ErrorCode.Length: > 0 } service => $"{service.ErrorCode}: {service.Message}",
            AmazonServiceException service when (int)service.StatusCode >= 400 => $"HTTP {(int)service.StatusCode} without an AWS error.",
            _ => exception.Message,
        };
        text = text.ReplaceLineEndings(" ").Trim();
        return text.EndsWith('.') ? text : text + ".";
    }
}
