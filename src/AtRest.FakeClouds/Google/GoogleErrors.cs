using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Google;

/// <summary>
/// Errors in the form of Google's REST APIs (https://google.aip.dev/193): the code is the canonical status, and <c>details</c> hold an <c>ErrorInfo</c> with the
/// reason (https://cloud.google.com/apis/design/errors#error_info), links, or the invalid fields.
/// </summary>
internal static class GoogleErrors
{
    public const string CloudKms = "cloudkms.googleapis.com";

    // The domain of the reasons that all APIs share. An API's own reasons have the API's domain.
    private const string Common = "googleapis.com";

    private const string CredentialHelp =
        "Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.";

    public static ErrorVocabulary Vocabulary(int? retryAfterSeconds, string api = CloudKms) => new()
    {
        Throttled = new("RESOURCE_EXHAUSTED", $"Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute' of service '{api}'.", 429)
        {
            Headers = retryAfterSeconds is { } seconds ? new Dictionary<string, string> { ["Retry-After"] = $"{seconds}" } : new Dictionary<string, string>(),
            Explanations = [Info("RATE_LIMIT_EXCEEDED", Common, ("service", api), ("quota_metric", $"{api}/read_requests"), ("quota_limit", "ReadRequestsPerMinutePerProject"))],
        },
        InternalFailure = new("INTERNAL", "Internal error encountered.", 500),
        Unavailable = new("UNAVAILABLE", "The service is currently unavailable.", 503),
        MissingAuthentication = Unauthenticated("Request is missing required authentication credential.", "CREDENTIALS_MISSING", api),
        MalformedAuthentication = Unauthenticated("Request had invalid authentication credentials.", "ACCESS_TOKEN_TYPE_UNSUPPORTED", api),
        WrongScope = new("PERMISSION_DENIED", "Request had insufficient authentication scopes.", 403)
        {
            Explanations = [Info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", Common, ("service", api))],
        },
        UnknownAccessKey = Unauthenticated("Request had invalid authentication credentials.", "ACCESS_TOKEN_TYPE_UNSUPPORTED", api),
        ExpiredToken = Unauthenticated("Request had invalid authentication credentials.", "ACCESS_TOKEN_EXPIRED", api),
        AccessDenied = new("PERMISSION_DENIED", "", 403),
    };

    public static ServiceErrorException NotFound(string kind, string name) => new(new("NOT_FOUND", $"{kind} {name} not found.", 404));

    public static ServiceErrorException InvalidArgument(string message) => new(new("INVALID_ARGUMENT", message));

    /// <summary>A query parameter that the method does not have.</summary>
    public static ServiceErrorException UnknownParameter(string name)
    {
        string field = name.Split('.')[^1];
        return Violation($"Invalid JSON payload received. Unknown name \"{name}\": Cannot bind query parameter. Field '{field}' could not be found in request message.");
    }

    /// <summary>A query parameter with a value that is invalid for its type.</summary>
    public static ServiceErrorException InvalidValue(string name, string type, string value) => Violation($"Invalid value at '{name}' ({type}), \"{value}\"", name);

    /// <summary>The API is disabled in the project (https://cloud.google.com/service-usage/docs/enable-disable).</summary>
    public static ServiceErrorException ServiceDisabled(string project, string api = CloudKms, string title = "Cloud Key Management Service (KMS) API")
    {
        string url = $"https://console.developers.google.com/apis/api/{api}/overview?project={project}";
        string message =
            $"{title} has not been used in project {project} before or it is disabled. Enable it by visiting {url} then retry. "
            + "If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.";
        return new(new("PERMISSION_DENIED", message, 403)
        {
            Explanations =
            [
                Info("SERVICE_DISABLED", Common, ("service", api), ("consumer", $"projects/{project}"), ("containerInfo", project), ("serviceTitle", title), ("activationUrl", url)),
                new JsonObject
                {
                    ["@type"] = "type.googleapis.com/google.rpc.Help",
                    ["links"] = new JsonArray(new JsonObject { ["description"] = "Google developers console API activation", ["url"] = url }),
                },
            ],
        });
    }

    /// <summary>The details that name the missing permission and the resource.</summary>
    public static JsonObject PermissionDenied(string api, string permission, string? resource) =>
        Info("IAM_PERMISSION_DENIED", api, ("permission", permission), ("resource", resource ?? ""));

    public static Reply Shape(ServiceError error)
    {
        JsonObject[] details =
        [
            .. error.Explanations.Select(explanation => (JsonObject)explanation.DeepClone()),
            .. error.Reason is { } reason ? [Info(reason, Common, ("service", CloudKms))] : Array.Empty<JsonObject>(),
        ];
        JsonObject body = new()
        {
            ["error"] = JsonShapes.WithoutNulls(new JsonObject
            {
                ["code"] = error.Status,
                ["message"] = error.Message,
                ["status"] = error.Code,
                ["details"] = details.Length > 0 ? new JsonArray([.. details]) : null,
            }),
        };
        return GoogleJson.Write(body, error.Status) with { Headers = error.Headers };
    }

    private static ServiceErrorException Violation(string description, string? field = null) => new(new("INVALID_ARGUMENT", description)
    {
        Explanations =
        [
            new JsonObject
            {
                ["@type"] = "type.googleapis.com/google.rpc.BadRequest",
                ["fieldViolations"] = new JsonArray(JsonShapes.WithoutNulls(new JsonObject { ["field"] = field, ["description"] = description })),
            },
        ],
    });

    private static ServiceError Unauthenticated(string message, string reason, string api) => new("UNAUTHENTICATED", $"{message} {CredentialHelp}", 401)
    {
        Explanations = [Info(reason, Common, ("service", api))],
    };

    private static JsonObject Info(string reason, string domain, params (string Name, string Value)[] metadata) => new()
    {
        ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
        ["reason"] = reason,
        ["domain"] = domain,
        ["metadata"] = new JsonObject(metadata.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Name, pair.Value))),
    };
}
