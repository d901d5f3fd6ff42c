using AtRest.Hosting.Api.Authentication;

namespace AtRest.Hosting.Tests.Api.Support;

/// <summary>Two customers, and their keys.</summary>
internal static class Fleet
{
    public const string Acme = "acme";
    public const string Globex = "globex";
    public const string Payments = "11111111-1111-4111-8111-111111111111";
    public const string Claims = "22222222-2222-4222-8222-222222222222";
    public const string Reactor = "33333333-3333-4333-8333-333333333333";

    public const string Inventory =
        $$"""
        {
          "organizations": [
            { "id": "{{Acme}}", "name": "Acme Bank", "plan": "enterprise", "clusters": [
              { "id": "{{Payments}}", "name": "payments", "stage": "prod", "provider": "gcp", "region": "europe-west1", "encryption": { "type": "Provider" } },
              { "id": "{{Claims}}", "name": "claims", "provider": "gcp", "region": "us-east1", "encryption": { "type": "Provider" } } ] },
            { "id": "{{Globex}}", "name": "Globex", "clusters": [
              { "id": "{{Reactor}}", "name": "reactor", "provider": "gcp", "region": "us-east1", "encryption": { "type": "Provider" } } ] }
          ]
        }
        """;

    public const string WebhookKey = "a-webhook-key-of-these-tests";

    /// <summary>The body for a notification endpoint where nothing listens.</summary>
    public const string Endpoint = """{ "url": "https://127.0.0.1:1/hook" }""";

    public static string AcmeKey { get; } = ApiKey.Create();

    /// <summary>A key without the right to make keys.</summary>
    public static string AcmeMemberKey { get; } = ApiKey.Create();

    public static string GlobexKey { get; } = ApiKey.Create();

    public static string OperatorKey { get; } = ApiKey.Create();

    public static string ExpiredKey { get; } = ApiKey.Create();

    public static Dictionary<string, string?> Settings(TestIssuer? issuer = null) => new()
    {
        ["AtRest:ApiKeys:0:Organization"] = Acme,
        ["AtRest:ApiKeys:0:Hash"] = ApiKey.HashOf(AcmeKey),
        ["AtRest:ApiKeys:0:Expires"] = "2099-12-31",
        ["AtRest:ApiKeys:0:Administrator"] = "true",
        ["AtRest:ApiKeys:1:Organization"] = Globex,
        ["AtRest:ApiKeys:1:Hash"] = ApiKey.HashOf(GlobexKey),
        ["AtRest:ApiKeys:1:Administrator"] = "true",
        ["AtRest:ApiKeys:2:Operator"] = "true",
        ["AtRest:ApiKeys:2:Hash"] = ApiKey.HashOf(OperatorKey).ToUpperInvariant(),
        ["AtRest:ApiKeys:2:Expires"] = "2099-12-31",
        ["AtRest:ApiKeys:3:Organization"] = Acme,
        ["AtRest:ApiKeys:3:Hash"] = ApiKey.HashOf(ExpiredKey),
        ["AtRest:ApiKeys:3:Expires"] = "2020-01-31",
        ["AtRest:ApiKeys:4:Organization"] = Acme,
        ["AtRest:ApiKeys:4:Hash"] = ApiKey.HashOf(AcmeMemberKey),
        ["AtRest:Keys:MostPerOrganization"] = "1000",
        ["AtRest:NotificationEndpoints:MostPerOrganization"] = "100",
        ["AtRest:NotificationEndpoints:AllowPrivateAddresses"] = "true",
        ["AtRest:Authentication:Authority"] = issuer?.Issuer,
        ["AtRest:Authentication:Audience"] = issuer is null ? null : TestIssuer.Audience,
        ["AtRest:Authentication:OperatorRole"] = issuer is null ? null : "AtRest.Operator",
        ["AtRest:Webhook:Keys:0"] = WebhookKey,
        ["AtRest:RateLimits:Failures"] = "100000",
        ["AtRest:RateLimits:Caller"] = "100000",
        ["AtRest:RateLimits:Audits"] = "100000",
        ["AtRest:RateLimits:Address"] = "100000",
    };
}
