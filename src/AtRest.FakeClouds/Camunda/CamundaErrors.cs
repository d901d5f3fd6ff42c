using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Camunda;

/// <summary>The errors of Camunda's API and of its OAuth service: JSON with a message.</summary>
internal static class CamundaErrors
{
    public static ErrorVocabulary Vocabulary { get; } = new()
    {
        Throttled = new("Too Many Requests", "Too many requests.", 429),
        InternalFailure = new("Internal Server Error", "Something went wrong.", 500),
        Unavailable = new("Service Unavailable", "Try again later.", 503),
        MissingAuthentication = new("Unauthorized", "No authorization token was found", 401),
        MalformedAuthentication = new("Unauthorized", "Format is Authorization: Bearer [token]", 401),
        WrongScope = new("Unauthorized", "jwt audience invalid", 401),
        UnknownAccessKey = new("Unauthorized", "invalid token", 401),
        ExpiredToken = new("Unauthorized", "jwt expired", 401),
        AccessDenied = new("Forbidden", "", 403),
    };

    public static ServiceErrorException WrongClient { get; } = new(new("access_denied", "Unauthorized", 401));

    public static ServiceErrorException WrongAudience(string audience) => new(new("access_denied", $"Service not found: {audience}", 403));

    public static ServiceErrorException MalformedRequest { get; } = new(new("invalid_request", "grant_type must be client_credentials, with audience, client_id and client_secret.", 400));

    public static ServiceErrorException TooManyTokens(int retryAfterSeconds) => new(new("too_many_requests", "Global limit has been reached", 429)
    {
        Headers = retryAfterSeconds > 0 ? new Dictionary<string, string> { ["Retry-After"] = $"{retryAfterSeconds}" } : [],
    });

    /// <summary>An OAuth error names its code in <c>error</c> (RFC 6749), the API its status.</summary>
    public static Reply Shape(ServiceError error, bool isOAuth) => new(error.Status, "application/json; charset=utf-8", (isOAuth
        ? new System.Text.Json.Nodes.JsonObject { ["error"] = error.Code, ["error_description"] = error.Message }
        : new System.Text.Json.Nodes.JsonObject { ["statusCode"] = error.Status, ["error"] = error.Code, ["message"] = error.Message }).ToJsonString())
    {
        Headers = error.Headers,
    };
}
