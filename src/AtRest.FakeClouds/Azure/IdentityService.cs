using System.Globalization;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.WebIdentity;

namespace AtRest.FakeClouds.Azure;

/// <summary>
/// The endpoint of App Service and Functions that issues tokens of the app's managed identity, version 2019-08-01
/// (https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference): set <c>IDENTITY_ENDPOINT</c> to <c>/msi/token</c>.
/// </summary>
internal sealed class IdentityService(World world, AccessCheck access, IdentityTokens tokens) : IFakeService
{
    private const string ApiVersion = "2019-08-01";
    private const string UnknownIdentity = "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.";

    public string Name => "identity";

    public ErrorVocabulary Errors { get; } = Vocabulary();

    public ServiceCall? Recognize(IncomingRequest request) => world.Scenario.ManagedIdentity is not null && request is { Method: "GET", Path: "/msi/token" }
        ? new ServiceCall("token", request.Query["resource"].ToString() is { Length: > 0 } resource ? resource : null, request)
        : null;

    public Caller Identify(ServiceCall call)
    {
        string header = call.Request.Headers["X-IDENTITY-HEADER"].ToString();
        return header.Length == 0 ? throw new ServiceErrorException(Errors.MissingAuthentication)
            : header != world.Scenario.ManagedIdentity!.Header ? throw new ServiceErrorException(Errors.UnknownAccessKey)
            : new Caller { AccountId = "", Arn = "", UserId = "", Region = "global" };
    }

    public Reply Answer(ServiceCall call, Caller caller)
    {
        access.Check(this, call.Operation, call.Resource, caller);
        FakeManagedIdentity identity = world.Scenario.ManagedIdentity!;
        IQueryCollection query = call.Request.Query;
        if (call.Resource is not { } resource || query["api-version"] != ApiVersion)
        {
            throw Refused("The parameters resource and api-version are required.");
        }

        if (query["client_id"].ToString() != (identity.ClientId ?? ""))
        {
            throw Refused(UnknownIdentity);
        }

        if (identity.Audiences.Count > 0 && !identity.Audiences.Contains(resource))
        {
            throw Refused($"AADSTS500011: The resource principal named {resource} was not found in the tenant. This can happen if the application has not been installed by the administrator of the tenant.");
        }

        (string token, DateTimeOffset expires) = tokens.Issue(identity.Issuer, resource, identity.Subject, identity.TokenLifetimeSeconds);
        return Write(200, new JsonObject
        {
            ["access_token"] = token,
            ["expires_on"] = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["resource"] = resource,
            ["token_type"] = "Bearer",
            ["client_id"] = identity.ClientId ?? identity.Subject,
        });
    }

    public Reply Shape(ServiceError error, IncomingRequest request) =>
        Write(error.Status, new JsonObject { ["statusCode"] = error.Status, ["message"] = error.Message, ["correlationId"] = request.Id });

    private static Reply Write(int status, JsonObject body) => new(status, "application/json; charset=utf-8", body.ToJsonString());

    private static ServiceErrorException Refused(string message) => new(new("BadRequest", message));

    private static ErrorVocabulary Vocabulary()
    {
        ServiceError failure = new("InternalServerError", "An unexpected error occured while fetching the AAD Token.", 500);
        ServiceError forbidden = new("Forbidden", "The header X-IDENTITY-HEADER is missing or wrong.", 403);
        return new ErrorVocabulary
        {
            Throttled = new("TooManyRequests", "Too many requests.", 429),
            InternalFailure = failure,
            Unavailable = failure with { Status = 503 },
            MissingAuthentication = forbidden,
            MalformedAuthentication = forbidden,
            WrongScope = forbidden,
            UnknownAccessKey = forbidden,
            ExpiredToken = forbidden,
            AccessDenied = forbidden,
        };
    }
}
