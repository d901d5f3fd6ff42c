using System.Collections.Immutable;
using System.Diagnostics;
using AtRest.Benchmarks.Policies;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Benchmarks.Judging;

/// <summary>How long an audit's rules take where every cluster's key policy is broken, remedies included.</summary>
internal static class JudgeBenchmark
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    public static void Run(int clusters, TextWriter output)
    {
        var role = Arn.TryParse(Documented.RoleArn, out var parsed) ? parsed : throw new FormatException(Documented.RoleArn);
        var auditor = new Auditor(RuleCatalog.All, new ToolInfo("bench", "0"));
        auditor.Audit(Evidence([BrokenPolicies.Of(-1, 4096)], role));
        ImmutableArray<string> healthy = [.. Enumerable.Repeat(Documented.Policy, clusters)];
        auditor.Audit(Evidence(healthy, role));
        var before = Environment.CpuUsage.TotalTime;
        auditor.Audit(Evidence(healthy, role));
        output.WriteLine($"documented: {(Environment.CpuUsage.TotalTime - before).TotalMilliseconds / clusters:F2} ms of processor time each");
        foreach (var kibibytes in new[] { 4, 8, 16, 32 })
        {
            var policies = Enumerable.Range(0, clusters).Select(number => BrokenPolicies.Of(number, kibibytes * 1024)).ToImmutableArray();
            var slowest = TimeSpan.Zero;
            foreach (var policy in policies.Take(20))
            {
                var one = Stopwatch.StartNew();
                KeyPolicyAnalysis.Of(policy, new() { Key = KeyOf(0), Roles = [role], Moment = Moment }).Fix();
                slowest = one.Elapsed > slowest ? one.Elapsed : slowest;
            }

            var watch = Stopwatch.StartNew();
            var report = auditor.Audit(Evidence(policies, role));
            var remedies = report.Clusters.SelectMany(cluster => cluster.Findings).Count(finding => finding.RemedyCode?.Contains("--- ", StringComparison.Ordinal) == true);
            output.WriteLine($"{kibibytes,2} KiB: {clusters} clusters in {watch.Elapsed.TotalSeconds:F1} s, {watch.Elapsed.TotalMilliseconds / clusters:F1} ms each; {remedies} differences; slowest 'fix' of 20: {slowest.TotalMilliseconds:F0} ms");
        }
    }

    private static KmsKeyArn KeyOf(int number) => KmsKeyArn.Parse($"arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-4000-8000-{number:x12}");

    private static AuditEvidence Evidence(ImmutableArray<string> policies, Arn role) => new()
    {
        SchemaVersion = AuditEvidence.CurrentSchemaVersion,
        AuditId = "bench",
        AuditedAt = Moment,
        Parameters = new AuditParameters(),
        Organization = new Organization
        {
            Id = "bench",
            Name = "bench",
            Clusters =
            [
                .. policies.Select((_, number) => new Cluster
                {
                    Id = $"cluster-{number}", Name = $"cluster-{number}", Provider = CloudProvider.Aws, Region = "eu-central-1",
                    Encryption = new DeclaredEncryption.External(role, KeyOf(number), null),
                }),
            ],
        },
        Clouds = new CloudEvidence(new AwsSlice { Keys = [.. policies.Select((policy, number) => KeyEvidence(KeyOf(number), policy))] }),
    };

    private static KmsKeyEvidence KeyEvidence(KmsKeyArn key, string policy) => new()
    {
        KeyArn = key.Value,
        Metadata = Missing<KmsKeyMetadata>(key, "kms:DescribeKey"),
        Policy = Missing<KeyPolicyText>(key, "kms:GetKeyPolicy") with { Value = new KeyPolicyText(policy), Absence = null },
        RotationStatus = Missing<KeyRotationStatus>(key, "kms:GetKeyRotationStatus"),
        Rotations = Missing<KeyRotations>(key, "kms:ListKeyRotations"),
        Grants = Missing<KeyGrants>(key, "kms:ListGrants") with { Value = new KeyGrants([]), Absence = null },
        LastUsage = Missing<KeyLastUsage>(key, "kms:GetKeyLastUsage"),
    };

    private static Collected<T> Missing<T>(KmsKeyArn key, string source)
        where T : class => new() { Source = source, Resource = key.Value, CollectedAt = Moment, Absence = new Absence { Kind = AbsenceKind.NotCollected, Cause = "Not asked." } };
}
