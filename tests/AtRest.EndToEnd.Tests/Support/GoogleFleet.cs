using System.Security.Cryptography;
using System.Text.Json;
using AtRest.FakeClouds.Google;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.EndToEnd.Tests.Support;

/// <summary>One cluster that is declared Hardware, with its key in Google Cloud KMS.</summary>
internal sealed class GoogleFleet(Func<FakeCryptoKey, FakeCryptoKey> change)
{
    public const string Key = "projects/camunda/locations/europe-west1/keyRings/acme/cryptoKeys/payments";

    private const string Email = "audit@camunda.iam.gserviceaccount.com";

    public static string Inventory => JsonSerializer.Serialize(new
    {
        organizations = new[]
        {
            new
            {
                id = "acme", name = "Acme Bank", plan = "enterprise",
                clusters = new[]
                {
                    new { id = "0a1f6c52-3d0e-4b7a-9c11-000000000001", name = "payments", provider = "gcp", region = "europe-west1", encryption = new { type = "Hardware", cryptoKey = Key } },
                },
            },
        },
    });

    public Scenario Build() => new ScenarioBuilder().CryptoKey(Key, change).ServiceAccount(Email).Build();

    /// <summary>A service account's key file whose tokens come from the fake cloud.</summary>
    public static string KeyFile(Uri endpoint)
    {
        using var key = RSA.Create(2048);
        return JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["type"] = "service_account",
            ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
            ["client_email"] = Email,
            ["token_uri"] = new Uri(endpoint, "token").ToString(),
        });
    }
}
