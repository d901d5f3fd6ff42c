using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace AtRest.FakeClouds.Google;

/// <summary>
/// Google's token endpoint for service accounts (https://developers.google.com/identity/protocols/oauth2/service-account#httprest) and for workload
/// identity federation (https://docs.cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token): set <c>token_uri</c> or <c>token_url</c> of a credentials file to
/// <c>/token</c>. Neither an assertion's signature nor a subject token is verified.
/// </summary>
internal sealed class GoogleTokenService(World world, AccessCheck access, GoogleTokens tokens) : IFakeService
{
    private const string Assertion = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private const string Exchange = "urn:ietf:params:oauth:grant-type:token-exchange";

    public string Name => "oauth2";

    public ErrorVocabulary Errors { get; } = GoogleErrors.Vocabulary(world.Scenario.Faults.RetryAfterSeconds);

    public ServiceCall? Recognize(IncomingRequest request) =>
        request is { Method: "POST", Path: "/token", IsForm: true }
            ? new ServiceCall("token", null, request)
            : null;

    public Caller Identify(ServiceCall call) => new() { AccountId = "", Arn = "", UserId = "", Region = "global" };

    /// <summary>The errors of OAuth have their own form (https://www.rfc-editor.org/rfc/rfc6749#section-5.2).</summary>
    public Reply Shape(ServiceError error, IncomingRequest request) =>
        GoogleJson.Write(new JsonObject { ["error"] = error.Code, ["error_description"] = error.Message }, error.Status) with { Headers = error.Headers };

    public Reply Answer(ServiceCall call, Caller caller)
    {
        access.Check(this, call.Operation, null, caller);
        Dictionary<string, Microsoft.Extensions.Primitives.StringValues> form = QueryHelpers.ParseQuery(call.Request.Body);
        (FakeServiceAccount account, string scopes) = form.GetValueOrDefault("grant_type").ToString() switch
        {
            Assertion => Asserted(form.GetValueOrDefault("assertion").ToString()),
            Exchange when form.GetValueOrDefault("subject_token").ToString().Length > 0 => (Known(form.GetValueOrDefault("audience").ToString()), form.GetValueOrDefault("scope").ToString()),
            Exchange => throw Invalid("The subject token is missing."),
            _ => throw new ServiceErrorException(new("unsupported_grant_type", "Invalid grant_type.")),
        };
        return GoogleJson.Write(new JsonObject
        {
            ["access_token"] = tokens.Issue(account, scopes),
            ["issued_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
            ["expires_in"] = account.TokenLifetimeSeconds,
            ["token_type"] = "Bearer",
        });
    }

    private (FakeServiceAccount Account, string Scopes) Asserted(string assertion)
    {
        JsonObject claims = Claims(assertion) ?? throw Invalid("Invalid JWT.");
        if (claims["exp"] is not JsonValue expiry || !expiry.TryGetValue(out long seconds) || seconds <= world.Time.GetUtcNow().ToUnixTimeSeconds())
        {
            throw Invalid("Invalid JWT: Token must be a short-lived token.");
        }

        return (Known((string?)claims["iss"] ?? ""), (string?)claims["scope"] ?? "");
    }

    /// <summary>The name of a federated identity is its audience.</summary>
    private FakeServiceAccount Known(string name) => tokens.Find(name) ?? throw Invalid("Invalid grant: account not found");

    private static ServiceErrorException Invalid(string message) => new(new("invalid_grant", message));

    private static JsonObject? Claims(string assertion)
    {
        string[] parts = assertion.Split('.');
        try
        {
            return parts.Length == 3 ? JsonNode.Parse(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(parts[1]))) as JsonObject : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            return null;
        }
    }
}
