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

    /// <param name="clusters">How many clusters a fleet has.</param>
    /// <param name="onlyCompliant">Only the two fleets of compliant External clusters.</param>
    /// <param name="output">Gets a line for each fleet.</param>
    public static async Task RunAsync(int clusters, bool onlyCompliant, TextWriter output)
    {
        var role = Arn.TryParse(Documented.RoleArn, out var parsed) ? parsed : throw new FormatException(Documented.RoleArn);
        var auditor = new Auditor(RuleCatalog.All, new ToolInfo("bench", "0"));
        await CompliantAsync(auditor, clusters, onlyCompliant, output);
        if (onlyCompliant)
        {
            return;
        }

        Measure("same broken policy", Evidence([.. Enumerable.Repeat(BrokenPolicies.Of(-1, 4096), clusters)], role), auditor, output);
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

    /// <summary>The processor time per cluster: of all rules and of each. Nothing else uses the process.</summary>
    private static async Task CompliantAsync(Auditor auditor, int clusters, bool onlyCompliant, TextWriter output)
    {
        var same = await CompliantFleet.OfAsync(clusters, ownRoles: false);
        var report = auditor.Audit(same);
        output.WriteLine($"{report.Summary.Compliant} of {report.Summary.Clusters} clusters are compliant");
        Measure("compliant, one role", same, auditor, output);
        Measure("compliant, a role for each", await CompliantFleet.OfAsync(clusters, ownRoles: true), auditor, output);
        if (onlyCompliant)
        {
            return;
        }

        Measure("type Provider", CompliantFleet.With(same, (_, cluster) => cluster with { Encryption = new DeclaredEncryption.Provider() }), auditor, output);
        Measure("type Software", CompliantFleet.With(same, (number, cluster) => cluster with
        {
            Provider = CloudProvider.Gcp,
            Region = "europe-west1",
            Encryption = new DeclaredEncryption.Software($"projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k{number}"),
        }), auditor, output);
        foreach (var rule in RuleCatalog.All)
        {
            Measure(rule.Descriptor.Id, same, new Auditor([rule], new ToolInfo("bench", "0")), output);
        }
    }

    private static void Measure(string name, AuditEvidence evidence, Auditor auditor, TextWriter output)
    {
        auditor.Audit(evidence);
        auditor.Audit(evidence);
        var (before, allocated, watch) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
        auditor.Audit(evidence);
        var clusters = evidence.Organization.Clusters.Length;
        output.WriteLine($"{name,-28} {(Environment.CpuUsage.TotalTime - before).TotalMilliseconds * 1000 / clusters,8:F1} µs of processor time each, {watch.Elapsed.TotalMilliseconds * 1000 / clusters,8:F1} µs, {(GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / clusters,7:F1} KiB allocated");
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
