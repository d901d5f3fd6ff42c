using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Reports.Tests.Samples;

/// <summary>Reports in which every text from outside tries to break out.</summary>
internal static class HostileReports
{
    public const string Script = "<script>window.owned=1</script>";
    public const string Attribute = "\"'><img src=https://example.invalid/x onerror=\"window.owned=1\">";
    public const string Bidi = "safe\u202Egpj.exe\u2066\u0000\u0085\u200B";
    public const string LoneSurrogates = "\uD800 high, low \uDC00";

    private const string Everything = Script + Attribute + Bidi + LoneSurrogates + "</style></title></code></pre>--><!-- &amp; &lt; \r\n\u2028 \u05D0\u05D1\u05D2 \U0001F511 日本語";

    public static AuditReport Everywhere()
    {
        var waiver = new Waiver { Rule = "KMS-6", Cluster = Everything, Reason = Everything, Owner = Everything, ApprovedBy = Everything, Expires = new DateOnly(2027, 1, 1) };
        return new ReportBuilder()
            .WithOrganization(Everything)
            .WithCluster(Cluster(), Findings(waiver))
            .WithWaiver(waiver, WaiverState.Active)
            .WithOrganizationFindings(Findings(waiver))
            .WithHistory(
                SampleHistory.Policy(Everything, Everything),
                new ReportChange { Kind = ChangeKind.KeyPolicy, Cluster = Everything, Resource = Everything, Before = Everything, After = Everything, Message = Everything, Difference = $"+{Everything}\n-{Everything}\n {Everything}" },
                new ReportChange { Kind = ChangeKind.Verdict, Cluster = Everything, Resource = Everything, Before = Everything, After = Everything, Message = Everything })
            .WithEvidence(SampleEvidence.Absent("kms:DescribeKey", Everything, EvidenceOutcome.Failed, Everything))
            .Build();
    }

    private static Cluster Cluster() => new()
    {
        Id = Everything,
        Name = Everything,
        Stage = Everything,
        Provider = CloudProvider.Gcp,
        Region = Everything,
        BackupRegion = Everything,
        Encryption = new DeclaredEncryption.Hardware(Everything),
    };

    private static IEnumerable<Finding> Findings(Waiver waiver)
    {
        var finding = SampleFindings.Pass("KMS-6", Everything, Everything) with
        {
            Resource = Everything,
            Consequence = Everything,
            Remedy = Everything,
            RemedyCode = Everything,
            Evidence = [SampleEvidence.Id("kms:DescribeKey", Everything)],
        };
        yield return finding;
        yield return finding with { Status = FindingStatus.Fail };
        yield return finding with { Status = FindingStatus.Fail, Waiver = waiver };
        yield return finding with { Status = FindingStatus.Unknown };
        yield return finding with { Status = FindingStatus.NotApplicable };
    }
}
