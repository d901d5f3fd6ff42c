using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Reports.Tests.Samples;

/// <summary>Findings as rules make them: one for each rule about External keys, all passing, to be varied by the samples.</summary>
internal static class SampleFindings
{
    public static Finding Pass(string rule, string title, string message, RuleLevel level = RuleLevel.Required) => new()
    {
        RuleId = rule,
        Title = title,
        Level = level,
        Status = FindingStatus.Pass,
        Severity = Severity.High,
        Message = message,
        Controls = Controls,
    };

    public static IEnumerable<Finding> AllPass(string key) => [.. AboutDeclaration(), .. AboutKey(key), .. AboutPolicy(key), .. AboutTrail(key)];

    /// <summary>The same findings, with those of one rule changed.</summary>
    public static IEnumerable<Finding> With(this IEnumerable<Finding> findings, string rule, Func<Finding, Finding> change) =>
        findings.Select(finding => finding.RuleId == rule ? change(finding) : finding);

    public static IEnumerable<Finding> AboutDeclaration() =>
    [
        Pass("DECL-1", "Camunda reports the declared encryption type", "Camunda's API is not configured for this organization, so the verdict rests on the declaration.") with { Status = FindingStatus.NotApplicable },
        Pass("DECL-3", "The encryption type is offered on the hosting cloud", "External keys are offered on AWS, where this cluster is hosted."),
        Pass("DECL-4", "The plan includes the encryption type", "The declared plan is enterprise."),
        Pass("DECL-6", "No other cluster uses the key", "No other cluster of the inventory uses a key of this cluster.", RuleLevel.Recommended),
    ];

    private static IEnumerable<Finding> AboutKey(string key) =>
    [
        OfKey(Pass("KMS-1", "The key exists", "AWS KMS knows the key."), key, "kms:DescribeKey"),
        OfKey(Pass("KMS-2", "The key is enabled", "Its state is Enabled."), key, "kms:DescribeKey"),
        OfKey(Pass("KMS-3", "The key is symmetric and encrypts and decrypts", "Its spec is SYMMETRIC_DEFAULT and its usage ENCRYPT_DECRYPT."), key, "kms:DescribeKey"),
        OfKey(Pass("KMS-4", "The key is in the cluster's region", "It is in eu-central-1, as the cluster is."), key, "kms:DescribeKey"),
        OfKey(Pass("KMS-5", "The key is customer managed", "It is managed by the customer, in the declared account 111122223333."), key, "kms:DescribeKey"),
        OfKey(Pass("KMS-6", "The key is rotated at least every 365 days", "Automatic rotation is on, every 365 days; the next is on 2 February 2027.", RuleLevel.Recommended), key, "kms:GetKeyRotationStatus", "kms:ListKeyRotations"),
        OfKey(Pass("KMS-7", "Imported key material does not expire soon", "The key's material was made by AWS KMS (origin AWS_KMS), which does not expire.") with { Status = FindingStatus.NotApplicable }, key, "kms:DescribeKey"),
        OfKey(Pass("KMS-8", "The key was used in the last 90 days", "It was last used on 23 November 2026, by Decrypt.", RuleLevel.Recommended), key, "kms:GetKeyLastUsage"),
    ];

    private static IEnumerable<Finding> AboutPolicy(string key) =>
    [
        OfKey(Pass("KPOL-1", "The policy lets the cluster's role do what it needs", "All 9 direct actions and those through EBS and S3 are allowed by the statement \"AllowCamundaCluster\"."), key, "kms:GetKeyPolicy", "kms:ListGrants"),
        OfKey(Pass("KPOL-2", "The key is not public", "No statement lets an anonymous or any-account principal in."), key, "kms:GetKeyPolicy"),
        OfKey(Pass("KPOL-3", "Nobody outside the owner's account has access but the cluster's role", "The only principal outside account 111122223333 is the cluster's role."), key, "kms:GetKeyPolicy"),
        OfKey(Pass("KPOL-4", "The role holds no action beyond the required ones", "It holds exactly the required actions.", RuleLevel.Recommended), key, "kms:GetKeyPolicy"),
        OfKey(Pass("KPOL-5", "The owner's account keeps control of the key", "The account's root holds kms:*."), key, "kms:GetKeyPolicy"),
    ];

    private static IEnumerable<Finding> AboutTrail(string key) =>
    [
        OfTrail(Pass("TRAIL-1", "A logging trail covers the key's region", "The trail security-audit is logging and covers eu-central-1."), key),
        OfTrail(Pass("TRAIL-2", "The trail records KMS events, read and write", "It records management events of AWS KMS, read and write."), key),
        OfTrail(Pass("TRAIL-3", "The record is kept for at least 91 days", "What it writes is kept for 400 days: the lifecycle rule \"expire-logs\" of bucket zhb-security-audit-logs limits it."), key),
        OfTrail(Pass("TRAIL-4", "Log file validation is on", "Log file validation is on.", RuleLevel.Recommended), key),
        OfTrail(Pass("TRAIL-6", "Logs arrive", "The last delivery was on 24 November 2026, 01:56 UTC, without an error."), key),
    ];

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> Controls { get; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty
        .Add("NIST SP 800-53 Rev. 5", ["SC-12", "SC-28(1)"])
        .Add("CIS AWS Foundations v5.0.0", ["3.6"])
        .Add("BSI C5:2025", ["CRY-07.01B"]);

    private static Finding OfKey(Finding finding, string key, params IEnumerable<string> calls) =>
        finding with { Resource = key, Evidence = [.. calls.Select(call => SampleEvidence.Id(call, key))] };

    private static Finding OfTrail(Finding finding, string key) => finding with
    {
        Resource = key,
        Evidence = [SampleEvidence.Id("cloudtrail:DescribeTrails", "111122223333/eu-central-1"), SampleEvidence.Id("s3:GetLifecycleConfiguration", "zhb-security-audit-logs")],
    };
}
