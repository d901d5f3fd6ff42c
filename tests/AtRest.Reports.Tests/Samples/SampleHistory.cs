using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Rules;

namespace AtRest.Reports.Tests.Samples;

/// <summary>What changed since a made-up earlier report, and what the rules about waivers say.</summary>
internal static class SampleHistory
{
    private const string PaymentsId = "0f6e8c1a-6b1d-4a53-9d0e-2f1b8c7a5e10";

    public static ReportedKeyPolicy Policy(string keyArn, string text = "{\"Version\":\"2012-10-17\"}") =>
        new() { KeyArn = keyArn, Sha256 = AtRest.Core.Evidence.EvidenceHash.OfText(text), Policy = text };

    /// <summary>One change of each kind, in the auditor's order.</summary>
    public static IEnumerable<ReportChange> OfEachKind(string ledgerId) =>
    [
        Change(ChangeKind.ClusterAdded, ledgerId, "Cluster ledger (External) is new in this report; it is compliant.") with { After = "compliant" },
        Change(ChangeKind.ClusterRemoved, "e5f60718-293a-4b4c-95ef-0123456789ab", "Cluster trial (Provider) is no longer declared; it was indeterminate.") with { Before = "indeterminate" },
        Change(ChangeKind.DeclaredType, PaymentsId, "Cluster payments was declared Provider and is now declared External. Camunda never changes the type of a cluster (see DECL-7).") with { Before = "Provider", After = "External" },
        Change(ChangeKind.Verdict, PaymentsId, "Cluster payments was compliant and is non-compliant now.") with { Before = "compliant", After = "nonCompliant" },
        Change(ChangeKind.FindingOpened, PaymentsId, "KMS-2 of payments fails; it passed before (The key is enabled).") with { RuleId = "KMS-2", Resource = SampleClusters.PrimaryKey, Before = "pass", After = "fail" },
        Change(ChangeKind.FindingClosed, PaymentsId, "KMS-8 of payments, which failed, could not be judged this time, so it is not known whether it still fails.") with { RuleId = "KMS-8", Resource = SampleClusters.PrimaryKey, Before = "fail", After = "unknown" },
        Change(ChangeKind.FindingClosed, ledgerId, "KMS-6 of ledger, which failed, is now accepted by a waiver until 2027-03-31 (owner Cloud Platform team, approved by A. Keller, CISO).") with { RuleId = "KMS-6", Resource = SampleClusters.PrimaryKey, Before = "fail", After = "waived" },
        Change(ChangeKind.KeyPolicy, PaymentsId, $"The policy of key {SampleClusters.PrimaryKey} (payments) was changed.") with
        {
            Resource = SampleClusters.PrimaryKey,
            Before = new string('a', 64),
            After = new string('b', 64),
            Difference = """
                   …
                       "Principal": {
                -        "AWS": "arn:aws:iam::444455556666:role/camunda/saas/production/tenant-zuercher-handelsbank-0f6e8c1a-6b1d-4a53-9d0e-2f1b8c7a5e10"
                +        "AWS": "arn:aws:iam::444455556666:root"
                       },
                   …
                """,
        },
    ];

    public static IEnumerable<Finding> OfWaivers() =>
    [
        SampleFindings.Pass("WAIV-1", "No waiver has expired", "", RuleLevel.Recommended) with
        {
            Status = FindingStatus.Fail,
            Severity = Severity.Medium,
            Message = "1 waiver has expired and no longer applies:\n- TRAIL-5 of ledger (7d2a9b1c-3e4f-4a5b-8c6d-9e0f1a2b3c4d), last day 2026-06-30 (owner Cloud Platform team, approved by A. Keller, CISO): the rule passes there",
            Consequence = "What an expired waiver accepted counts as a failure again, and nobody has decided about it since.",
            Remedy = "Fix the accepted failure and remove the waiver. Or have the waiver approved again, and set a later expires date in the inventory.",
        },
        SampleFindings.Pass("WAIV-2", "Every waiver matches a cluster and a rule that fails", "2 waivers are in force, and each matches a failure.", RuleLevel.Recommended),
    ];

    private static ReportChange Change(ChangeKind kind, string cluster, string message) => new() { Kind = kind, Cluster = cluster, Message = message };
}
