using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Google;

/// <summary>The IAM Service Account Credentials API: tokens of a service account for principals that can act as it (https://docs.cloud.google.com/iam/docs/reference/credentials/rest).</summary>
internal sealed class IamCredentialsService(World world, AccessCheck access, GoogleTokens tokens) : IFakeService
{
    private const string Api = "iamcredentials.googleapis.com";
    private const string Permission = "iam.serviceAccounts.getAccessToken";
    private const string Prefix = "/v1/projects/-/serviceAccounts/";
    private const string Suffix = ":generateAccessToken";

    public string Name => "iamcredentials";

    public ErrorVocabulary Errors { get; } = GoogleErrors.Vocabulary(world.Scenario.Faults.RetryAfterSeconds, Api);

    public ServiceCall? Recognize(IncomingRequest request) =>
        request.Method == "POST" && request.Path.StartsWith(Prefix, StringComparison.Ordinal) && request.Path.EndsWith(Suffix, StringComparison.Ordinal)
            ? new ServiceCall("generateAccessToken", request.Path[Prefix.Length..^Suffix.Length], request)
            : null;

    public Caller Identify(ServiceCall call) => tokens.Identify(call.Request, Errors);

    public Reply Shape(ServiceError error, IncomingRequest request) => GoogleErrors.Shape(error);

    public ServiceError Denial(string operation, string? resource, Caller caller, string why) => Errors.AccessDenied with
    {
        Message = $"Permission '{Permission}' denied on resource (or it may not exist).",
        Explanations = [GoogleErrors.PermissionDenied("iam.googleapis.com", Permission, resource)],
    };

    public Reply Answer(ServiceCall call, Caller caller)
    {
        access.Check(this, call.Operation, call.Resource, caller);
        if (tokens.Find(call.Resource!) is not { } account || (account.Impersonators is { } allowed && !allowed.Contains(caller.AccountId)))
        {
            throw AccessCheck.Denied(this, call.Operation, call.Resource, caller, "");
        }

        if (ScopesOf(call.Request.Body) is not { Length: > 0 } scopes)
        {
            throw GoogleErrors.InvalidArgument("The scope field is required.");
        }

        return GoogleJson.Write(new JsonObject
        {
            ["accessToken"] = tokens.Issue(account, scopes),
            ["expireTime"] = world.Time.GetUtcNow().AddSeconds(account.TokenLifetimeSeconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        });
    }

    /// <summary>Separated by spaces; empty if the request has none.</summary>
    private static string ScopesOf(string body)
    {
        try
        {
            return JsonNode.Parse(body)?["scope"] is JsonArray scopes ? string.Join(' ', scopes.Select(scope => scope?.ToString())) : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
