using System.Collections.Immutable;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Collectors.Tests.Support;

/// <summary>Organizations with External clusters, one per key.</summary>
internal static class Fleets
{
    public static Organization Organization(params string[] keys) => Named("acme", keys);

    public static Organization Named(string id, params string[] keys) => new()
    {
        Id = id,
        Name = id,
        Aws = [new AwsAccount { AccountId = Names.Account, AuditRoleArn = Names.Role, ExternalId = Names.ExternalId }],
        Clusters = [.. keys.Select((key, index) => Cluster($"{id}-{index}", key))],
    };

    public static Organization WithRoleFor(this Organization organization, string account, string role) =>
        organization with { Aws = organization.Aws.Add(new AwsAccount { AccountId = account, AuditRoleArn = role }) };

    public static Organization WithoutRoles(this Organization organization) => organization with { Aws = [] };

    public static ImmutableArray<string> Keys(int count) =>
        [.. Enumerable.Range(1, count).Select(index => $"arn:aws:kms:{Names.Region}:{Names.Account}:key/00000000-0000-4000-8000-{index:x12}")];

    private static Cluster Cluster(string id, string key) => new()
    {
        Id = id,
        Name = id,
        Provider = CloudProvider.Aws,
        Region = Names.Region,
        Encryption = new DeclaredEncryption.External(TenantRole(), KmsKeyArn.Parse(key), null),
    };

    private static Arn TenantRole() =>
        Arn.TryParse("arn:aws:iam::444455556666:role/tenant-acme", out var arn) ? arn : throw new FormatException("The tenant's role is no ARN.");
}
