using System.Security.Cryptography;
using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;

namespace AtRest.Reports.Tests.Samples;

internal static class SampleEvidence
{
    private static readonly string[] KeyCalls =
        ["kms:DescribeKey", "kms:GetKeyLastUsage", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListKeyRotations"];

    public static string Id(string source, string resource) => new EvidenceReference(source, resource).Id;

    public static EvidenceEntry Read(string source, string resource) => new()
    {
        Id = Id(source, resource),
        Source = source,
        Resource = resource,
        CollectedAt = ReportBuilder.AuditedAt.AddMilliseconds(412),
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source + resource))),
        Outcome = EvidenceOutcome.Read,
    };

    public static EvidenceEntry Absent(string source, string resource, EvidenceOutcome outcome, string detail) =>
        Read(source, resource) with { Sha256 = null, Outcome = outcome, Detail = detail };

    public static IEnumerable<EvidenceEntry> OfKey(string keyArn) => KeyCalls.Select(call => Read(call, keyArn));

    public static IEnumerable<EvidenceEntry> OfTrail(string region) =>
    [
        Read("cloudtrail:DescribeTrails", $"111122223333/{region}"),
        Read("cloudtrail:GetEventSelectors", $"arn:aws:cloudtrail:{region}:111122223333:trail/security-audit"),
        Read("cloudtrail:GetTrailStatus", $"arn:aws:cloudtrail:{region}:111122223333:trail/security-audit"),
        Read("s3:GetLifecycleConfiguration", "zhb-security-audit-logs"),
        Absent("s3:GetBucketObjectLockConfiguration", "zhb-security-audit-logs", EvidenceOutcome.NotFound, "The bucket has no Object Lock configuration (ObjectLockConfigurationNotFoundError)."),
    ];
}
