using System.Net;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Google.Pipeline;
using AtRest.Collectors.Retries;
using AtRest.Collectors.Telemetry;
using AtRest.Collectors.Tls;
using AtRest.Core.Evidence;
using Google;
using Google.Apis.Auth.OAuth2.Responses;

namespace AtRest.Collectors.Google.Reading;

/// <summary>Turns the end of a call into the reason why there is no evidence, with Google's own message.</summary>
internal static class GoogleAbsence
{
    private const string Again = "Audit again.";

    /// <param name="source">The permission: <c>cloudkms.cryptoKeys.get</c>.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="exception">How the call ended.</param>
    public static Absence Translate(string source, string resource, Exception exception) => exception switch
    {
        // How the last of the attempts ended is chance, so the cause does not mention it: it is the same in every run.
        GivenUpException { InnerException: NotOfferedException } =>
            Of(AbsenceKind.Unsupported, $"The endpoint does not offer {source}: it responded to every call with an error that is not a Google error.", null),
        GivenUpException { WasMade: false, InnerException: { } earlier } => NotAttempted(source, resource, earlier),
        GivenUpException { InnerException: { } earlier } => Sort(source, resource, earlier),
        _ => Sort(source, resource, exception),
    };

    /// <summary>The call was not made because of an earlier one.</summary>
    private static Absence NotAttempted(string source, string resource, Exception earlier)
    {
        var absence = Sort(source, resource, earlier);
        var isOfEndpoint = ServerCertificates.Find(earlier) is not null || CallFaults.Classify(earlier) == FaultKind.Unreachable;
        return absence with
        {
            Kind = AbsenceKind.NotAttempted,

            // A fault of the endpoint is the same for all calls and has the same message.
            Cause = isOfEndpoint ? absence.Cause : $"{source} on {resource} was not attempted, because earlier calls received no usable response: {ExceptionText.Of(earlier)}",
        };
    }

    private static Absence Sort(string source, string resource, Exception exception) => exception switch
    {
        _ when CallFaults.IsWrongAnswer(exception) => Of(
            AbsenceKind.Failed,
            $"The response of Google to {source} on {resource} cannot be used. {(exception is WrongAnswerException ? exception.Message : "It does not have the documented form.")}",
            EndpointAdvice(source)),
        GoogleApiException answer => Sort(source, resource, answer),
        TokenResponseException token => Of(
            AbsenceKind.NotAttempted, $"Google returned no access token: {ReceivedText.Sentence(token.Error?.ErrorDescription ?? token.Message)}", "Renew the credentials, then audit again."),
        AttemptTimeoutException timeout => Of(AbsenceKind.Failed, $"{source} on {resource} received no response {timeout.Words}", "Check the network, then audit again."),
        _ when ServerCertificates.Find(exception) is { } untrusted => Of(AbsenceKind.Failed, $"{Service(source)} could not be reached. {untrusted.Message}", untrusted.Remedy),
        _ when CallFaults.Classify(exception) == FaultKind.Unreachable => Of(
            AbsenceKind.Failed, $"{Service(source)} could not be reached: {ExceptionText.Of(exception)}", EndpointAdvice(source)),
        MalformedAnswerException => Of(
            AbsenceKind.Failed, $"The response of Google to {source} on {resource} could not be read: {ExceptionText.Of(exception)}", Again),
        _ => Of(AbsenceKind.Failed, $"{source} on {resource} failed: {ExceptionText.Of(exception)}", Again),
    };

    private static Absence Sort(string source, string resource, GoogleApiException answer)
    {
        var details = (answer.Error as CloudKmsError)?.Details;
        var said = ReceivedText.Sentence(details switch
        {
            { Message.Length: > 0, Status.Length: > 0 } => $"{details.Status}: {details.Message}",
            { Message.Length: > 0 } => details.Message,
            _ => $"HTTP {(int)answer.HttpStatusCode} without a Google error",
        });
        var absence = CallFaults.Classify(answer) switch
        {
            FaultKind.Throttled => Of(
                AbsenceKind.Failed, $"Google throttled every attempt of {source} on {resource}: {said}", "Audit again when the project makes fewer requests."),
            FaultKind.Faulty => Of(AbsenceKind.Failed, $"Google returned a server error for every attempt of {source} on {resource}: {said}", Again),
            _ => answer.HttpStatusCode switch
            {
                HttpStatusCode.NotFound => Of(AbsenceKind.NotFound, $"{source}: {resource} does not exist. {said}", null),
                HttpStatusCode.Forbidden when details?.Reasons.Contains("SERVICE_DISABLED") == true => Of(
                    AbsenceKind.Denied, $"Google refused {source} on {resource}, because the {GoogleCalls.ApiOf(source)} is disabled in the project: {said}", $"Enable the {GoogleCalls.ApiOf(source)} in that project, and allow {GoogleCalls.PermissionOf(source)}. Then audit again."),
                HttpStatusCode.Forbidden when details?.Reasons.Contains("ACCESS_TOKEN_SCOPE_INSUFFICIENT") == true => Of(
                    AbsenceKind.Denied, $"Google refused {source} on {resource}, because the scopes of the credentials do not include it: {said}", "Use credentials with the scope https://www.googleapis.com/auth/cloud-platform, then audit again."),
                HttpStatusCode.Forbidden => Of(
                    AbsenceKind.Denied, $"Google refused {source} on {resource}: {said}", $"Grant the permission {GoogleCalls.PermissionOf(source)} to the identity that AtRest runs as, then audit again."),
                HttpStatusCode.Unauthorized => Of(
                    AbsenceKind.Denied, $"Google does not accept the credentials that AtRest runs with for {source}: {said}", "Renew the credentials, then audit again."),
                HttpStatusCode.NotImplemented => Of(AbsenceKind.Unsupported, $"The endpoint does not offer {source}: {said}", null),
                _ => Of(AbsenceKind.Failed, $"{source} on {resource} failed: {said}", Again),
            },
        };
        return absence with { ErrorCode = details?.Status is { } status ? ReceivedText.Code(status) : null };
    }

    private static Absence Of(AbsenceKind kind, string cause, string? remedy) => new() { Kind = kind, Cause = cause, Remedy = remedy };

    private static string Service(string source) => source == GoogleCalls.ProtectedResources ? "Google's KMS Inventory API" : "Google Cloud KMS";

    private static string EndpointAdvice(string source) => $"Check the network, the proxy and {GoogleCalls.SettingOf(source)}, then audit again.";
}
