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

    /// <summary>One of every kind that <see cref="VisibleText"/> knows, after a formula could begin.</summary>
    public const string Invisible = "\u3164\u2800=a\u200C\u200D\u034F\u115F\u1160\u17B4\u180B\u180E\uFE0F\uFFA0\u00AD\U000E0041\U000E0100\uFDD0z";

    private const string Everything = Script + Attribute + Bidi + LoneSurrogates + "</style></title></code></pre>--><!-- &amp; &lt; \r\n\u2028 \u05D0\u05D1\u05D2 \U0001F511 日本語";

    /// <summary>What spreadsheets, XML, Markdown and chats read as something else than text.</summary>
    public const string MarksOfMarkup = "=cmd|' /C calc'!A0;@SUM(1)\t-2 \uFF1D3 \"+4 `code` ``` | a | \\| **bold** _it_ [link](https://example.invalid) ![image](https://example.invalid/x) @octocat #1 GH-12 "
        + ":smile: $`x`$ www.example.invalid https://example.invalid bob@example.invalid 0123456abcdef <b>&amp;]]></b> \uFFFE\uFFFF\u0001\n# heading\n- item\n1. one\n\n    code\n---\n| a |\n| - |\n\uD800";

    /// <summary>Every text is <see cref="MarksOfMarkup"/>.</summary>
    public static AuditReport Marks() => Everywhere(MarksOfMarkup);

    /// <summary>Every text is <see cref="Invisible"/>.</summary>
    public static AuditReport Invisibles() => Everywhere(Invisible);

    public static AuditReport Everywhere() => Everywhere(Everything);

    private static AuditReport Everywhere(string everything)
    {
        var waiver = new Waiver { Rule = "KMS-6", Cluster = everything, Reason = everything, Owner = everything, ApprovedBy = everything, Expires = new DateOnly(2027, 1, 1) };
        return new ReportBuilder()
            .WithOrganization(everything)
            .WithCluster(Cluster(everything), Findings(waiver, everything))
            .WithWaiver(waiver, WaiverState.Active)
            .WithOrganizationFindings(Findings(waiver, everything))
            .WithHistory(
                SampleHistory.Policy(everything, everything),
                new ReportChange { Kind = ChangeKind.KeyPolicy, Cluster = everything, Resource = everything, Before = everything, After = everything, Message = everything, Difference = $"+{everything}\n-{everything}\n {everything}" },
                new ReportChange { Kind = ChangeKind.Verdict, Cluster = everything, Resource = everything, Before = everything, After = everything, Message = everything })
            .WithEvidence(SampleEvidence.Absent("kms:DescribeKey", everything, EvidenceOutcome.Failed, everything))
            .Build();
    }

    private static Cluster Cluster(string everything) => new()
    {
        Id = everything,
        Name = everything,
        Stage = everything,
        Provider = CloudProvider.Gcp,
        Region = everything,
        BackupRegion = everything,
        Encryption = new DeclaredEncryption.Hardware(everything),
    };

    private static IEnumerable<Finding> Findings(Waiver waiver, string everything)
    {
        var finding = SampleFindings.Pass("KMS-6", everything, everything) with
        {
            Resource = everything,
            Consequence = everything,
            Remedy = everything,
            RemedyCode = everything,
            Evidence = [SampleEvidence.Id("kms:DescribeKey", everything)],
        };
        yield return finding;
        yield return finding with { Status = FindingStatus.Fail };
        yield return finding with { Status = FindingStatus.Fail, Waiver = waiver };
        yield return finding with { Status = FindingStatus.Unknown };
        yield return finding with { Status = FindingStatus.NotApplicable };
    }
}
