using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.WebIdentity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace AtRest.FakeClouds.Google;

/// <summary>Google's Security Token Service (https://docs.cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token): exchanges an identity token of another issuer for an access token.</summary>
internal sealed class GoogleStsService(World world, AccessCheck access, GoogleTokens tokens, IdentityTokens identities) : IFakeService
{
    private const string Exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
    private const string AccessToken = "urn:ietf:params:oauth:token-type:access_token";

    public string Name => "googlests";

    public ErrorVocabulary Errors { get; } = GoogleErrors.Vocabulary(world.Scenario.Faults.RetryAfterSeconds);

    public ServiceCall? Recognize(IncomingRequest request) => request is { Method: "POST", Path: "/v1/token" }
        ? new ServiceCall("token", Form(request).GetValueOrDefault("audience").ToString() is { Length: > 0 } audience ? audience : null, request)
        : null;

    public Caller Identify(ServiceCall call) => new() { AccountId = "", Arn = "", UserId = "", Region = "global" };

    /// <summary>The errors of OAuth have their own form (https://www.rfc-editor.org/rfc/rfc6749#section-5.2).</summary>
    public Reply Shape(ServiceError error, IncomingRequest request) =>
        GoogleJson.Write(new JsonObject { ["error"] = error.Code, ["error_description"] = error.Message }, error.Status) with { Headers = error.Headers };

    public Reply Answer(ServiceCall call, Caller caller)
    {
        access.Check(this, call.Operation, call.Resource, caller);
        Dictionary<string, StringValues> form = Form(call.Request);
        if (form.GetValueOrDefault("grant_type") != Exchange || form.GetValueOrDefault("requested_token_type") != AccessToken)
        {
            throw Refused("invalid_request", "Invalid grant_type or requested_token_type.");
        }

        FakeWorkloadIdentityProvider provider = world.Scenario.WorkloadIdentityProviders.FirstOrDefault(known => known.Name == call.Resource) ?? throw Refused(
            "invalid_target",
            "The target service indicated by the \"audience\" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it doesn't exist.");
        string principal = Check(provider, form.GetValueOrDefault("subject_token").ToString());
        return GoogleJson.Write(new JsonObject
        {
            ["access_token"] = tokens.Issue(principal, provider.TokenLifetimeSeconds, form.GetValueOrDefault("scope").ToString()),
            ["issued_token_type"] = AccessToken,
            ["token_type"] = "Bearer",
            ["expires_in"] = provider.TokenLifetimeSeconds,
        });
    }

    /// <summary>The identity of the access token, as IAM policies name it.</summary>
    private string Check(FakeWorkloadIdentityProvider provider, string subjectToken)
    {
        WebIdentityToken token = WebIdentityToken.Parse(subjectToken) ?? throw Refused("invalid_request", "Invalid value for \"subject_token\".");
        (bool Right, string Code, string Message)[] checks =
        [
            (token.Issuer == provider.Trust.Issuer, "invalid_grant", $"The issuer in ID Token {token.Issuer} does not match the expected ones."),
            (token.Audience == provider.Trust.Audience, "invalid_grant", $"The audience in ID Token [{token.Audience}] does not match the expected audience."),
            (identities.IsSigned(subjectToken), "invalid_grant", "Error verifying the ID Token's signature."),
            (token.Expires > world.Time.GetUtcNow(), "invalid_grant", "ID Token is stale to sign-in."),
            ((provider.Trust.Subject ?? token.Subject) == token.Subject, "unauthorized_client", "The given credential is rejected by the attribute condition."),
        ];
        foreach ((bool right, string code, string message) in checks)
        {
            if (!right)
            {
                throw Refused(code, message);
            }
        }

        return $"principal:{provider.Name.Split("/providers/")[0]}/subject/{token.Subject}";
    }

    private static Dictionary<string, StringValues> Form(IncomingRequest request) => QueryHelpers.ParseQuery(request.Body);

    private static ServiceErrorException Refused(string code, string message) => new(new(code, message));
}
