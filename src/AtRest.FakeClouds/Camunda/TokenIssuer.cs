using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;
using Microsoft.AspNetCore.WebUtilities;

namespace AtRest.FakeClouds.Camunda;

/// <summary>
/// Issues tokens for client credentials, and finds the organization of a token (https://docs.camunda.io/docs/apis-tools/administration-api/authentication/).
/// The documented request is a form. JSON, as in older documentation, is accepted too.
/// </summary>
internal sealed class TokenIssuer(World world, FakeCamunda camunda)
{
    private readonly ConcurrentDictionary<string, (FakeCamundaOrganization Organization, DateTimeOffset Expires)> tokens = new();
    private readonly Lock gate = new();
    private DateTimeOffset? last;

    public JsonObject Issue(IncomingRequest request)
    {
        ThrowIfTooSoon();
        Dictionary<string, string> input = Input(request) ?? throw CamundaErrors.MalformedRequest;
        if (input.GetValueOrDefault("grant_type") != "client_credentials" || !input.TryGetValue("audience", out string? audience)
            || !input.TryGetValue("client_id", out string? client) || !input.TryGetValue("client_secret", out string? secret))
        {
            throw CamundaErrors.MalformedRequest;
        }

        FakeCamundaOrganization organization = camunda.Organizations.FirstOrDefault(known => known.ClientId == client && (known.ClientSecret ?? secret) == secret)
            ?? throw CamundaErrors.WrongClient;
        if (audience != camunda.Audience)
        {
            throw CamundaErrors.WrongAudience(audience);
        }

        DateTimeOffset now = world.Time.GetUtcNow();
        DateTimeOffset expires = now.AddSeconds(camunda.TokenLifetimeSeconds);
        string token = Jwt(client, audience, now, expires);
        tokens[token] = (organization, expires);
        return new JsonObject
        {
            ["access_token"] = token,
            ["expires_in"] = camunda.TokenLifetimeSeconds,
            ["refresh_expires_in"] = 0,
            ["token_type"] = "Bearer",
            ["not-before-policy"] = 0,
        };
    }

    /// <exception cref="ServiceErrorException">The header has no valid token.</exception>
    public FakeCamundaOrganization OrganizationOf(IncomingRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        ErrorVocabulary errors = CamundaErrors.Vocabulary;
        return header.Length == 0 ? throw new ServiceErrorException(errors.MissingAuthentication)
            : !header.StartsWith("Bearer ", StringComparison.Ordinal) ? throw new ServiceErrorException(errors.MalformedAuthentication)
            : !tokens.TryGetValue(header["Bearer ".Length..], out (FakeCamundaOrganization Organization, DateTimeOffset Expires) token) ? throw new ServiceErrorException(errors.UnknownAccessKey)
            : token.Expires <= world.Time.GetUtcNow() ? throw new ServiceErrorException(errors.ExpiredToken)
            : token.Organization;
    }

    /// <summary>Refused requests count, too.</summary>
    private void ThrowIfTooSoon()
    {
        DateTimeOffset now = world.Time.GetUtcNow();
        lock (gate)
        {
            DateTimeOffset? before = last;
            last = now;
            if (before is { } earlier && now - earlier < TimeSpan.FromMilliseconds(camunda.TokenIntervalMs))
            {
                throw CamundaErrors.TooManyTokens(camunda.RetryAfterSeconds);
            }
        }
    }

    // Camunda's own SDK reads the claims of a token, so it must be a JWT. Its signature is not verified. It is random, so that all tokens differ.
    private static string Jwt(string client, string audience, DateTimeOffset issued, DateTimeOffset expires)
    {
        JsonObject header = new() { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = "fake" };
        JsonObject claims = new()
        {
            ["iss"] = "https://weblogin.cloud.camunda.io/",
            ["sub"] = $"{client}@clients",
            ["aud"] = audience,
            ["iat"] = issued.ToUnixTimeSeconds(),
            ["exp"] = expires.ToUnixTimeSeconds(),
            ["azp"] = client,
            ["gty"] = "client-credentials",
        };
        return $"{Part(header)}.{Part(claims)}.{WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(256))}";
    }

    private static string Part(JsonObject content) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(content));

    /// <summary>The members of the body, all of them strings; null if it is neither a form nor a JSON object, or has a member twice.</summary>
    private static Dictionary<string, string>? Input(IncomingRequest request)
    {
        if (request.IsForm)
        {
            KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>[] form = [.. QueryHelpers.ParseQuery(request.Body)];
            return form.All(member => member.Value.Count == 1) ? form.ToDictionary(member => member.Key, member => member.Value.ToString()) : null;
        }

        try
        {
            return JsonNode.Parse(request.Body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject members
                ? members.Where(member => member.Value?.GetValueKind() == JsonValueKind.String).ToDictionary(member => member.Key, member => member.Value!.ToString())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
