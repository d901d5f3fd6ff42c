using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Google;

/// <summary>Errors as Google's REST APIs shape them (https://cloud.google.com/apis/design/errors#http_mapping); the code is the canonical status.</summary>
internal static class GoogleErrors
{
    private const string CredentialHelp =
        "Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.";

    public static ErrorVocabulary Vocabulary(int? retryAfterSeconds) => new()
    {
        Throttled = new("RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute' of service 'cloudkms.googleapis.com'.", 429)
        {
            Headers = retryAfterSeconds is { } seconds ? new Dictionary<string, string> { ["Retry-After"] = $"{seconds}" } : new Dictionary<string, string>(),
        },
        InternalFailure = new("INTERNAL", "Internal error encountered.", 500),
        Unavailable = new("UNAVAILABLE", "The service is currently unavailable.", 503),
        MissingAuthentication = Unauthenticated("Request is missing required authentication credential."),
        MalformedAuthentication = Unauthenticated("Request had invalid authentication credentials."),
        WrongScope = new("PERMISSION_DENIED", "Request had insufficient authentication scopes.", 403),
        UnknownAccessKey = Unauthenticated("Request had invalid authentication credentials."),
        ExpiredToken = Unauthenticated("Request had invalid authentication credentials."),
        AccessDenied = new("PERMISSION_DENIED", "", 403),
    };

    public static AwsErrorException NotFound(string kind, string name) => new(new("NOT_FOUND", $"{kind} {name} not found.", 404));

    public static AwsErrorException InvalidArgument(string message) => new(new("INVALID_ARGUMENT", message));

    public static Reply Shape(AwsError error)
    {
        JsonObject body = new()
        {
            ["error"] = new JsonObject
            {
                ["code"] = error.Status,
                ["message"] = error.Message,
                ["status"] = error.Code,
                ["details"] = new JsonArray(),
            },
        };
        return GoogleJson.Write(body, error.Status) with { Headers = error.Headers };
    }

    private static AwsError Unauthenticated(string message) => new("UNAUTHENTICATED", $"{message} {CredentialHelp}", 401);
}
