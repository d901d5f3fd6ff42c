using System.Text.Json;
using AtRest.Core.Inventory;

namespace AtRest.Hosting.Tests.Webhooks.Support;

/// <summary>Two organizations: a multi-Region key, a key of one region, one that both use, and one that is globex's alone.</summary>
internal static class TestInventory
{
    public const string Account = "111122223333";
    public const string GlobexAccount = "999988887777";
    public const string Primary = $"arn:aws:kms:eu-central-1:{Account}:key/mrk-1a2b3c4d5e6f4a1b8c2d3e4f5a6b7c8d";
    public const string Replica = $"arn:aws:kms:eu-west-1:{Account}:key/mrk-1a2b3c4d5e6f4a1b8c2d3e4f5a6b7c8d";
    public const string Single = $"arn:aws:kms:eu-central-1:{Account}:key/11111111-12ab-34cd-56ef-000000000001";
    public const string Shared = $"arn:aws:kms:eu-central-1:{Account}:key/11111111-12ab-34cd-56ef-000000000002";
    public const string Globex = $"arn:aws:kms:us-east-1:{GlobexAccount}:key/11111111-12ab-34cd-56ef-000000000003";
    public const string Foreign = $"arn:aws:kms:eu-central-1:{Account}:key/11111111-12ab-34cd-56ef-00000000000f";

    public static string Json => JsonSerializer.Serialize(new
    {
        organizations = new object[]
        {
            new
            {
                id = "acme",
                name = "Acme Bank",
                plan = "enterprise",
                aws = new[] { new { accountId = Account } },
                clusters = new[] { Cluster("payments", 1, Primary, Replica), Cluster("claims", 2, Single), Cluster("shared", 3, Shared) },
            },
            new
            {
                id = "globex",
                name = "Globex Insurance",
                plan = "enterprise",
                aws = new[] { new { accountId = GlobexAccount } },
                clusters = new[] { Cluster("lent", 4, Shared), Cluster("own", 5, Globex) },
            },
        },
    });

    public static InventoryDocument Document => InventoryParser.Parse(System.Text.Encoding.UTF8.GetBytes(Json)).Document!;

    public static string Id(int number) => $"0a1f6c52-3d0e-4b7a-9c11-{number:d12}";

    public static string Write(string folder)
    {
        var path = Path.Combine(folder, "inventory.json");
        File.WriteAllText(path, Json);
        return path;
    }

    private static object Cluster(string name, int number, string primary, string? secondary = null) => new
    {
        id = Id(number),
        name,
        provider = "aws",
        region = primary.Split(':')[3],
        backupRegion = secondary?.Split(':')[3],
        encryption = new { type = "External", roleArn = $"arn:aws:iam::444455556666:role/tenant-{number}", primaryKeyArn = primary, secondaryKeyArn = secondary },
    };
}
