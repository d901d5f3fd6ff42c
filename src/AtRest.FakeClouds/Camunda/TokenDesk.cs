using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Camunda;

/// <summary>Gives out tokens for client credentials, and knows whose they are.</summary>
internal sealed class TokenDesk(World world, FakeCamunda camunda)
{
    private readonly ConcurrentDictionary<string, (FakeCamundaOrganization Organization, DateTimeOffset Expires)> tokens = new();
    private readonly Lock gate = new();
    private DateTimeOffset? last;
    private int issued;

    public JsonObject Issue(IncomingRequest request)
    {
        ThrowIfTooSoon();
        JsonObject input = Parse(request.Body) ?? throw CamundaErrors.MalformedRequest;
        if (Text(input, "grant_type") != "client_credentials" || Text(input, "audience") is not { } audience
            || Text(input, "client_id") is not { } client || Text(input, "client_secret") is not { } secret)
        {
            throw CamundaErrors.MalformedRequest;
        }

        FakeCamundaOrganization organization = camunda.Organizations.FirstOrDefault(known => known.ClientId == client && (known.ClientSecret ?? secret) == secret)
            ?? throw CamundaErrors.WrongClient;
        if (audience != camunda.Audience)
        {
            throw CamundaErrors.WrongAudience(audience);
        }

        string token = $"{AwsIds.Hex($"{client}\n{Interlocked.Increment(ref issued)}")}.{Guid.NewGuid():N}";
        tokens[token] = (organization, world.Time.GetUtcNow() + TimeSpan.FromSeconds(camunda.TokenLifetimeSeconds));
        return new JsonObject { ["access_token"] = token, ["scope"] = "cluster:read", ["expires_in"] = camunda.TokenLifetimeSeconds, ["token_type"] = "Bearer" };
    }

    /// <exception cref="AwsErrorException">The header has no token that is good.</exception>
    public FakeCamundaOrganization OrganizationOf(IncomingRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        ErrorVocabulary errors = CamundaErrors.Vocabulary;
        return header.Length == 0 ? throw new AwsErrorException(errors.MissingAuthentication)
            : !header.StartsWith("Bearer ", StringComparison.Ordinal) ? throw new AwsErrorException(errors.MalformedAuthentication)
            : !tokens.TryGetValue(header["Bearer ".Length..], out (FakeCamundaOrganization Organization, DateTimeOffset Expires) token) ? throw new AwsErrorException(errors.UnknownAccessKey)
            : token.Expires <= world.Time.GetUtcNow() ? throw new AwsErrorException(errors.ExpiredToken)
            : token.Organization;
    }

    /// <summary>Requests that are refused count as well.</summary>
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

    private static string? Text(JsonObject input, string name) => input[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
