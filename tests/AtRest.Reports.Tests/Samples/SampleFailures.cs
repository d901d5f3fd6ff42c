using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Reports.Tests.Samples;

/// <summary>What becomes of a passing finding when something is wrong.</summary>
internal static class SampleFailures
{
    public static Finding PendingDeletion(Finding finding) => finding with
    {
        Status = FindingStatus.Fail,
        Severity = Severity.Critical,
        Message = "The key is scheduled for deletion: AWS deletes it on 2 December 2026. Its state is PendingDeletion.",
        Consequence = "The cluster cannot start, and a running one freezes: reads, writes and backups hang. After the key is deleted, the cluster's data is permanently lost.",
        Remedy = "Cancel the deletion before 2 December 2026, then enable the key again.",
        RemedyCode = $"aws kms cancel-key-deletion --region eu-central-1 --key-id {finding.Resource}\naws kms enable-key --region eu-central-1 --key-id {finding.Resource}",
    };

    public static Finding ForeignRoot(Finding finding) => finding with
    {
        Status = FindingStatus.Fail,
        Severity = Severity.High,
        Message = "The statement \"AllowCamunda\" names the whole account 444455556666 (arn:aws:iam::444455556666:root). It gives that account, and with it every role of it, kms:Decrypt and 8 more actions.",
        Consequence = "Any principal of that account to which the account gives KMS permissions can decrypt this cluster's data, other tenants' roles included.",
        Remedy = "Name the cluster's own role instead of the account in the statement \"AllowCamunda\".",
        RemedyCode = """
            {
              "Sid": "AllowCamunda",
              "Effect": "Allow",
              "Principal": {
                "AWS": "arn:aws:iam::444455556666:role/camunda/saas/production/tenant-zuercher-handelsbank-0f6e8c1a-6b1d-4a53-9d0e-2f1b8c7a5e10"
              },
              "Action": [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:DescribeKey", "kms:GenerateDataKey*",
                          "kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant" ],
              "Resource": "*"
            }
            """,
    };

    public static Finding NotRotated(Finding finding) => finding with
    {
        Status = FindingStatus.Fail,
        Severity = Severity.Medium,
        Message = "Automatic rotation is off, and the key was never rotated by hand.",
        Consequence = "The same key material protects ever more data, and an exposure of it reaches further back.",
        Remedy = "Turn on automatic rotation. The key's ID stays the same, and old data stays readable.",
        RemedyCode = $"aws kms enable-key-rotation --region eu-central-1 --key-id {finding.Resource} --rotation-period-in-days 365",
    };

    public static Finding ShortRetention(Finding finding) => finding with
    {
        Status = FindingStatus.Fail,
        Severity = Severity.Low,
        Message = "What the trail security-audit writes is kept for 30 days, 61 too few: the lifecycle rule \"expire-logs\" of bucket zhb-security-audit-logs limits it.",
        Consequence = "After 30 days nobody can tell who used the key.",
        Remedy = "Raise the expiration of the rule \"expire-logs\" to at least 91 days.",
    };

    public static Finding PolicyDenied(Finding finding) => finding with
    {
        Status = FindingStatus.Unknown,
        Message = "The key policy could not be read: AWS refused kms:GetKeyPolicy to arn:aws:sts::111122223333:assumed-role/AtRestAudit/atrest-01939f5e.",
        Consequence = "Whether the cluster's role can use the key was not judged.",
        Remedy = "Add kms:GetKeyPolicy on this key to the permissions of the audit role, and to the key policy if it does not delegate to IAM.",
    };

    public static Func<Finding, Finding> WaivedBy(Waiver waiver, Func<Finding, Finding> failure) => finding => failure(finding) with { Waiver = waiver };
}
