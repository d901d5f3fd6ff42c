using System.Text.Json;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.EndToEnd.Tests.Support;

/// <summary>Two organizations: one with an account and its audit role, and one that needs no AWS.</summary>
internal static class AccessWorld
{
    public const string Role = "arn:aws:iam::111122223333:role/Audit";
    public const string ExternalId = "7f3c";

    private const string Account = "111122223333";
    private const string Key = $"arn:aws:kms:eu-central-1:{Account}:key/11111111-1111-4111-8111-111111111111";

    public static string Inventory(string? externalId = ExternalId) => JsonSerializer.Serialize(new
    {
        organizations = new object[]
        {
            new
            {
                id = "acme",
                name = "Acme",
                aws = new[] { new { accountId = Account, auditRoleArn = Role, externalId } },
                clusters = new[]
                {
                    new { id = "c1", name = "payments", provider = "aws", region = "eu-central-1", encryption = new { type = "External", roleArn = "arn:aws:iam::444455556666:role/tenant-acme", primaryKeyArn = Key } },
                },
            },
            new { id = "globex", name = "Globex", clusters = new[] { new { id = "c9", name = "sandbox", provider = "gcp", region = "us-east1", encryption = new { type = "Provider" } } } },
        },
    });

    public static Scenario Scenario(Func<ScenarioBuilder, ScenarioBuilder>? change = null)
    {
        var builder = new ScenarioBuilder().DefaultAccount("999988887777").Role(Role, ExternalId).Key(Key);
        return (change?.Invoke(builder) ?? builder).Build();
    }
}
