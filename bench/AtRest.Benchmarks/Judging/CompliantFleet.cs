using System.Globalization;
using AtRest.Benchmarks.Policies;
using AtRest.Collectors;
using AtRest.Collectors.Aws;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.FakeClouds;
using AtRest.KeyPolicies.Generation;
using AtRest.KeyPolicies.Naming;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Benchmarks.Judging;

/// <summary>The evidence of a fleet whose External clusters are compliant: the real collector reads one cluster, and the others are copies with other names.</summary>
internal static class CompliantFleet
{
    private const string Account = "111122223333";

    /// <param name="clusters">How many.</param>
    /// <param name="ownRoles">Whether each cluster has its own role, which its policy names.</param>
    public static async Task<AuditEvidence> OfAsync(int clusters, bool ownRoles)
    {
        await using var cloud = await FakeCloud.StartAsync(Fleet.Scenario(new CollectOptions { Clusters = 1, Latency = 0 }));
        await using var services = new ServiceCollection()
            .AddAtRestCollectors(new CollectorOptions { Aws = new AwsCollectorOptions { Endpoint = cloud.Endpoint, Credentials = new AwsKeyPair("AKIAIOSFODNN7EXAMPLE", "secret"), LookupEvents = 0 } })
            .BuildServiceProvider();
        var organization = Fleet.Organization(1);
        var read = (await services.GetRequiredService<IEvidenceCollector>().CollectAsync(new CollectionRequest { AuditId = "bench", Organizations = [organization] }, CancellationToken.None))["bench"];
        var key = read.Aws.Keys.First();
        return new AuditEvidence
        {
            SchemaVersion = AuditEvidence.CurrentSchemaVersion,
            AuditId = "bench",
            AuditedAt = key.Policy.CollectedAt,
            Parameters = new AuditParameters(),
            Organization = organization with { Clusters = [.. Enumerable.Range(0, clusters).Select(number => ClusterOf(number, RoleOf(number, ownRoles)))] },
            Clouds = new CloudEvidence(read.Aws with { Keys = [.. Enumerable.Range(0, clusters).Select(number => Copy(key, KeyOf(number), RoleOf(number, ownRoles)))] }),
        };
    }

    /// <summary>The same organization with clusters of another type, whose keys belong to Camunda or its provider.</summary>
    public static AuditEvidence With(AuditEvidence evidence, Func<int, Cluster, Cluster> change) => evidence with
    {
        Organization = evidence.Organization with { Clusters = [.. evidence.Organization.Clusters.Select((cluster, number) => change(number, cluster))] },
        Clouds = new CloudEvidence(new AwsSlice()),
    };

    private static Cluster ClusterOf(int number, Arn role) => new()
    {
        Id = Uuid(number),
        Name = string.Create(CultureInfo.InvariantCulture, $"cluster-{number}"),
        Provider = CloudProvider.Aws,
        Region = "eu-central-1",
        Encryption = new DeclaredEncryption.External(role, KeyOf(number), null),
    };

    private static KmsKeyEvidence Copy(KmsKeyEvidence key, KmsKeyArn arn, Arn role) => key with
    {
        KeyArn = arn.Value,
        Metadata = Named(key.Metadata with { Value = key.Metadata.Value! with { Arn = arn.Value, KeyId = arn.KeyId, KeyState = "Enabled" } }, arn),
        Policy = Named(key.Policy with { Value = new KeyPolicyText(MinimalPolicy.For(Account, role)) }, arn),
        RotationStatus = Named(key.RotationStatus, arn),
        Rotations = Named(key.Rotations, arn),
        Grants = Named(key.Grants, arn),
        LastUsage = Named(key.LastUsage, arn),
    };

    private static Collected<T> Named<T>(Collected<T> collected, KmsKeyArn arn)
        where T : class => collected with { Resource = arn.Value };

    private static Arn RoleOf(int number, bool own) =>
        Arn.TryParse(own ? string.Create(CultureInfo.InvariantCulture, $"arn:aws:iam::444455556666:role/tenant-{number}") : Documented.RoleArn, out var role) ? role : throw new FormatException("role");

    private static KmsKeyArn KeyOf(int number) => KmsKeyArn.Parse($"arn:aws:kms:eu-central-1:{Account}:key/{Uuid(number)}");

    private static string Uuid(int number) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{number:x12}");
}
