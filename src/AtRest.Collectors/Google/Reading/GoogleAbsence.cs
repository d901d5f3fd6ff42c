using System.Net;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Google.Pipeline;
using AtRest.Core.Evidence;
using Google;
using Google.Apis.Auth.OAuth2.Responses;

namespace AtRest.Collectors.Google.Reading;

/// <summary>Turns what a call ended with into the reason why there is no evidence, with Google's own words.</summary>
internal static class GoogleAbsence
{
    /// <param name="source">The permission: <c>cloudkms.cryptoKeys.get</c>.</param>
    /// <param name="resource">What was asked about.</param>
    /// <param name="exception">What the call ended with.</param>
    public static Absence Translate(string source, string resource, Exception exception)
    {
        if (exception is GivenUpException { InnerException: NotOfferedException })
        {
            // What the last of the attempts ended with is chance: the same cause in every run.
            return Of(AbsenceKind.Unsupported, $"The endpoint does not offer {source}: it answered every call of it with an error that is not one of Google's.");
        }

        if (exception is GivenUpException { InnerException: { } earlier })
        {
            var absence = Sort(source, resource, earlier);
            return absence with { Cause = $"{absence.Cause} Earlier calls ended so; it was not asked again." };
        }

        return Sort(source, resource, exception);
    }

    private static Absence Sort(string source, string resource, Exception exception) => exception switch
    {
        GoogleApiException answer => Sort(source, resource, answer),
        TokenResponseException token => Of(AbsenceKind.Denied, $"Google gave no access token for {source}: {Sentence(token.Error?.ErrorDescription ?? token.Message)}"),
        AttemptTimeoutException => Of(AbsenceKind.Failed, $"{source} on {resource} got no answer in time, several times. Check the network and run the audit again."),
        _ when CallFaults.Classify(exception) == CallFault.Unreachable => Of(
            AbsenceKind.Failed, $"Google Cloud KMS could not be reached for {source}: {Sentence(exception.Message)} Check the network, the proxy and AtRest:Google:KmsEndpoint."),
        System.Text.Json.JsonException or MalformedAnswerException => Of(
            AbsenceKind.Failed, $"What Google answered to {source} on {resource} could not be read: {Sentence(exception.Message)} Run the audit again."),
        _ => Of(AbsenceKind.Failed, $"{source} on {resource} failed: {Sentence(exception.Message)} Run the audit again."),
    };

    private static Absence Sort(string source, string resource, GoogleApiException answer)
    {
        var details = (answer.Error as CloudKmsError)?.Details;
        var said = Sentence(details switch
        {
            { Message.Length: > 0, Status.Length: > 0 } => $"{details.Status}: {details.Message}",
            { Message.Length: > 0 } => details.Message,
            _ => $"HTTP {(int)answer.HttpStatusCode} without an error of Google's",
        });
        var absence = CallFaults.Classify(answer) switch
        {
            CallFault.Throttled => Of(
                AbsenceKind.Failed, $"Google throttled {source} on {resource} until the audit gave up: {said} Run the audit again when less else is going on."),
            CallFault.Faulty => Of(AbsenceKind.Failed, $"Google answered {source} on {resource} with server errors until the audit gave up: {said} Run the audit again."),
            _ => answer.HttpStatusCode switch
            {
                HttpStatusCode.NotFound => Of(AbsenceKind.NotFound, $"{source}: {resource} does not exist. {said}"),
                HttpStatusCode.Forbidden when details?.Reasons.Contains("SERVICE_DISABLED") == true => Of(
                    AbsenceKind.Denied, $"Google refused {source} on {resource}, since the Cloud KMS API is switched off: {said} Enable the API in that project, and allow {source}."),
                HttpStatusCode.Forbidden => Of(
                    AbsenceKind.Denied, $"Google refused {source} on {resource}: {said} Grant the permission {source} to the identity that AtRest runs as."),
                HttpStatusCode.Unauthorized => Of(AbsenceKind.Denied, $"Google does not accept the credentials that AtRest runs with for {source}: {said} Renew them."),
                HttpStatusCode.NotImplemented => Of(AbsenceKind.Unsupported, $"The endpoint does not offer {source}: {said}"),
                _ => Of(AbsenceKind.Failed, $"{source} on {resource} failed: {said}"),
            },
        };
        return absence with { ErrorCode = details?.Status };
    }

    private static Absence Of(AbsenceKind kind, string cause) => new() { Kind = kind, Cause = cause };

    private static string Sentence(string text)
    {
        text = text.ReplaceLineEndings(" ").Trim();
        return text.EndsWith('.') ? text : text + ".";
    }
}
