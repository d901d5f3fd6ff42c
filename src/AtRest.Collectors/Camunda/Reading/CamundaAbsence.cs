using System.Net;
using AtRest.Collectors.Camunda.Http;
using AtRest.Core.Evidence;
using Polly.Timeout;

namespace AtRest.Collectors.Camunda.Reading;

/// <summary>Turns what a call ended with into the reason why there is no evidence. No text holds a secret.</summary>
internal static class CamundaAbsence
{
    public static Absence OfToken(Exception exception, Uri url, string clientIdVariable) => exception is CamundaRefusalException { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest } refusal
        ? Denied(refusal, $"Camunda's OAuth service at {url} gives no token for the client of {clientIdVariable}: {refusal.Message}. Check the client's id and secret, and that it is a client of the Administration API.")
        : Failed(exception, $"Camunda's OAuth service at {url}", "CAMUNDA_OAUTH_URL");

    public static Absence OfApi(Exception exception, string source, Uri url) => exception is CamundaRefusalException { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } refusal
        ? Denied(refusal, $"Camunda refused {Operation(source)}: {refusal.Message}. Allow the API client to read clusters (Console, Organization, Administration API).")
        : Failed(exception, $"Camunda's API at {url}", "CAMUNDA_CONSOLE_BASE_URL");

    public static Absence Missing(IReadOnlyList<string> variables) => new()
    {
        Kind = AbsenceKind.Denied,
        Cause = variables.Count == 1
            ? $"The setting {variables[0]}, which the inventory names for access to Camunda's API, is not set."
            : $"The settings {string.Join(" and ", variables)}, which the inventory names for access to Camunda's API, are not set.",
    };

    private static Absence Denied(CamundaRefusalException refusal, string cause) => new() { Kind = AbsenceKind.Denied, Cause = cause, ErrorCode = refusal.Code };

    private static Absence Failed(Exception exception, string who, string setting) => new()
    {
        Kind = AbsenceKind.Failed,
        Cause = exception switch
        {
            CamundaRefusalException { RetryAfter: { } wait } when wait > Patience.LongestRetryAfter => $"{who} asks to be left alone for {(long)wait.TotalSeconds} seconds. Run the audit again then.",
            CamundaRefusalException { Status: HttpStatusCode.TooManyRequests } => $"{who} answered with HTTP 429, too many requests, until the audit gave up. Run the audit again later.",
            CamundaRefusalException refusal when (int)refusal.Status >= 500 => $"{who} answered with server errors until the audit gave up: {refusal.Message}. Run the audit again.",
            CamundaRefusalException refusal => $"{who} answered with {refusal.Message}. Check {setting}.",
            BrokenAnswerException broken => $"What {who} answered could not be read: {broken.Message} Check {setting} and the network, and run the audit again.",
            TimeoutRejectedException => $"{who} gave no answer in time, several times. Check the network and run the audit again.",
            HttpRequestException unreachable when Patience.IsUnreachable(unreachable) => $"{who} could not be reached: {Sentence(unreachable)} Check the network, the proxy and {setting}.",
            _ => $"{who} could not be asked: {Sentence(exception)} Run the audit again.",
        },
        ErrorCode = (exception as CamundaRefusalException)?.Code,
    };

    private static string Operation(string source) => source["camunda:".Length..];

    private static string Sentence(Exception exception)
    {
        var text = exception.Message.ReplaceLineEndings(" ").Trim();
        return text.EndsWith('.') ? text : text + ".";
    }
}
