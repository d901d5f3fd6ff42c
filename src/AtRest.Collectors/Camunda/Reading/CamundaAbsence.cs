using System.Net;
using AtRest.Collectors.Camunda.Http;
using AtRest.Collectors.Retries;
using AtRest.Collectors.Telemetry;
using AtRest.Collectors.Tls;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Camunda.Reading;

/// <summary>Turns the end of a call into the reason why there is no evidence. No text contains a secret.</summary>
internal static class CamundaAbsence
{
    private const string TokenSource = "camunda:POST /oauth/token";

    /// <summary>Why there is no token, so that the API was not called.</summary>
    /// <param name="exception">How the request for it ended.</param>
    /// <param name="url">The address of the request.</param>
    /// <param name="clientIdVariable">The setting that names the client.</param>
    /// <param name="at">Now.</param>
    public static Absence OfToken(Exception exception, Uri url, string clientIdVariable, DateTimeOffset at)
    {
        var absence = exception is CamundaRefusalException { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest } refusal
            ? Denied(
                refusal,
                $"Camunda's OAuth service at {url} gives no token for the client of {clientIdVariable}: {refusal.Message}.",
                "Check the client's ID and secret, and that the client is for the Administration API. Then audit again.")
            : Failed(exception, $"Camunda's OAuth service at {url}", "CAMUNDA_OAUTH_URL");
        return absence with { Kind = AbsenceKind.NotAttempted, Call = new FailedCall { Source = TokenSource, Resource = url.ToString(), At = at, Kind = absence.Kind } };
    }

    /// <summary>Why there is no evidence of a call.</summary>
    public static Absence OfApi(Exception exception, string source, Uri url) => exception is CamundaRefusalException { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } refusal
        ? Denied(
            refusal, $"Camunda refused {Operation(source)}: {refusal.Message}.", $"Allow the API client to read {(source.Contains("/activity", StringComparison.Ordinal) ? "the activity of the organization" : "clusters")} (Console, Organization, Administration API), then audit again.")
        : Failed(exception, $"Camunda's API at {url} ({Operation(source)})", "CAMUNDA_CONSOLE_BASE_URL");

    public static Absence Missing(IReadOnlyList<string> variables) => new()
    {
        Kind = AbsenceKind.NotAttempted,
        Cause = variables.Count == 1
            ? $"The setting {variables[0]}, which the inventory names for access to Camunda's API, is not set or is empty."
            : $"The settings {string.Join(" and ", variables)}, which the inventory names for access to Camunda's API, are not set or are empty.",
        Remedy = $"Create an API client in the Camunda Console (Organization, Administration API) that may read clusters, and put its credentials into {string.Join(" and ", variables)}. Then audit again.",
    };

    private static Absence Denied(CamundaRefusalException refusal, string cause, string remedy) =>
        new() { Kind = AbsenceKind.Denied, Cause = cause, Remedy = remedy, ErrorCode = refusal.Code };

    private static Absence Failed(Exception exception, string who, string setting)
    {
        var (cause, remedy) = exception switch
        {
            CamundaRefusalException { RetryAfter: { } wait } when wait > CamundaRetries.Limits.LongestRetryAfter =>
                ($"{who} asks to wait {(long)wait.TotalSeconds} seconds before the next request.", "Audit again after that time."),
            CamundaRefusalException { Status: HttpStatusCode.TooManyRequests } => ($"{who} returned HTTP 429 (too many requests) for every attempt.", "Audit again later."),
            CamundaRefusalException refusal when (int)refusal.Status >= 500 => ($"{who} returned a server error for every attempt: {refusal.Message}.", "Audit again."),
            CamundaRefusalException refusal => ($"{who} returned {refusal.Message}.", $"Check {setting}, then audit again."),
            WrongAnswerException wrong => ($"The response of {who} cannot be used. {wrong.Message}", $"Check {setting} and the network, then audit again."),
            MalformedAnswerException broken => ($"The response of {who} could not be read: {broken.Message}", $"Check {setting} and the network, then audit again."),
            AttemptTimeoutException timeout => ($"{who} did not respond {timeout.Words}", "Check the network, then audit again."),
            _ when ServerCertificates.Find(exception) is { } untrusted => ($"{who} could not be reached. {untrusted.Message}", untrusted.Remedy),
            HttpRequestException unreachable when Connections.AreMissing(unreachable) =>
                ($"{who} could not be reached: {ExceptionText.Of(unreachable)}", $"Check the network, the proxy and {setting}, then audit again."),
            _ => ($"{who} could not be called: {ExceptionText.Of(exception)}", "Audit again."),
        };
        return new Absence { Kind = AbsenceKind.Failed, Cause = cause, Remedy = remedy, ErrorCode = (exception as CamundaRefusalException)?.Code };
    }

    private static string Operation(string source) => source["camunda:".Length..];
}
