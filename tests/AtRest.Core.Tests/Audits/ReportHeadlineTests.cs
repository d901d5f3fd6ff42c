using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Audits;

/// <summary>Each letter is a cluster: c, i and n for its verdict, g for a cluster that was given up. A capital letter is an undeclared cluster.</summary>
public sealed class ReportHeadlineTests
{
    [Theory]
    [InlineData("c", 7, "1 of 8 declared clusters was audited: it is compliant; 7 were left out")]
    [InlineData("n", 1, "1 of 2 declared clusters was audited: it is non-compliant; 1 was left out")]
    [InlineData("i", 1, "1 of 2 declared clusters was audited: it is indeterminate; 1 was left out")]
    [InlineData("g", 1, "1 of 2 declared clusters was audited: it could not be evaluated; 1 was left out")]
    [InlineData("cc", 6, "2 of 8 declared clusters were audited: both are compliant; 6 were left out")]
    [InlineData("nnn", 5, "3 of 8 declared clusters were audited: all are non-compliant; 5 were left out")]
    [InlineData("gg", 6, "2 of 8 declared clusters were audited: none could be evaluated; 6 were left out")]
    [InlineData("cncig", 3, "5 of 8 declared clusters were audited: 1 is non-compliant, 1 is indeterminate, 2 are compliant, 1 could not be evaluated; 3 were left out")]
    [InlineData("cG", 1, "1 of 2 declared clusters was audited, and 1 that the inventory does not declare (x2): 1 is compliant, 1 could not be evaluated; 1 was left out")]
    [InlineData("G", 2, "0 of 2 declared clusters were audited, and 1 that the inventory does not declare (x1): it could not be evaluated; 2 were left out")]
    [InlineData("c", 0, "The one declared cluster was audited: it is compliant")]
    [InlineData("ccc", 0, "All 3 declared clusters were audited: all are compliant")]
    [InlineData("ccN", 0, "All 2 declared clusters were audited, and 1 that the inventory does not declare (x3): 1 is non-compliant, 2 are compliant")]
    [InlineData("cNNNN", 0, "The one declared cluster was audited, and 4 that the inventory does not declare (x2, x3, x4 and 1 more): 4 are non-compliant, 1 is compliant")]
    [InlineData("N", 0, "No cluster is declared, and 1 that the inventory does not declare (x1): it is non-compliant")]
    [InlineData("", 0, "No cluster is declared, so nothing was audited")]
    [InlineData("", 3, "0 of 3 declared clusters were audited, so nothing was audited; 3 were left out")]
    public void Headline_Report_CountsBeforeItSaysAVerdict(string clusters, int leftOut, string headline)
    {
        var report = Report(clusters, leftOut);

        report.Headline.ShouldBe(headline);
        report.Scope.ShouldBe(leftOut == 0 ? ReportScope.Organization : ReportScope.Clusters);
    }

    /// <summary>A digit is the number of waived failures of the preceding cluster.</summary>
    [Theory]
    [InlineData("c1", 0, "The one declared cluster was audited: it is compliant, with 1 waived failure", ", with 1 waived failure")]
    [InlineData("c1c2", 0, "All 2 declared clusters were audited: both are compliant, with 3 waived failures", ", with 3 waived failures")]
    [InlineData("ccc1", 0, "All 3 declared clusters were audited: all are compliant, with 1 waived failure", ", with 1 waived failure")]
    [InlineData("c1", 7, "1 of 8 declared clusters was audited: it is compliant, with 1 waived failure; 7 were left out", ", with 1 waived failure")]
    [InlineData("i2", 0, "The one declared cluster was audited: it is indeterminate, with 2 waived failures", ", with 2 waived failures")]
    [InlineData("nc1i2c", 0, "All 4 declared clusters were audited: 1 is non-compliant, 1 is indeterminate (with 2 waived failures), 2 are compliant (with 1 waived failure)", ", with 3 waived failures")]
    [InlineData("c", 0, "The one declared cluster was audited: it is compliant", "")]
    public void Headline_WaivedFailures_AreCountedBesideTheVerdict(string clusters, int leftOut, string headline, string remark)
    {
        var report = Report(clusters, leftOut);

        report.Headline.ShouldBe(headline);
        report.WaiverRemark.ShouldBe(remark);
    }

    private static AuditReport Report(string clusters, int leftOut) => new()
    {
        SchemaVersion = AuditReport.CurrentSchemaVersion,
        ReportId = "r",
        AuditId = "a",
        OrganizationId = "acme",
        OrganizationName = "Acme Bank",
        GeneratedAt = DateTimeOffset.UnixEpoch,
        Tool = new ToolInfo("AtRest", "1"),
        Parameters = new AuditParameters(),
        LeftOut = [.. Enumerable.Range(0, leftOut).Select(number => $"left-{number}")],
        Summary = new ReportSummary { Clusters = clusters.Length, Compliant = 0, NonCompliant = 0, Indeterminate = 0, Findings = ImmutableSortedDictionary<FindingStatus, int>.Empty },
        Clusters = [.. clusters.Where(char.IsAsciiLetter).Select((letter, index) => Cluster(letter, index + 1, WaivedOf(clusters, index)))],
        Waivers = [],
        Evidence = [],
    };

    /// <summary>The digit after the letter with that index; 0 without one.</summary>
    private static int WaivedOf(string clusters, int index)
    {
        var after = clusters.Index().Where(entry => char.IsAsciiLetter(entry.Item)).ElementAt(index).Index + 1;
        return after < clusters.Length && char.IsAsciiDigit(clusters[after]) ? clusters[after] - '0' : 0;
    }

    private static Finding Waived() => new()
    {
        RuleId = "KMS-6",
        Title = "t",
        Level = RuleLevel.Recommended,
        Status = FindingStatus.Fail,
        Severity = Severity.Medium,
        Message = "m",
        Waiver = new Waiver { Rule = "KMS-6", Cluster = "x", Reason = "r", Owner = "o", ApprovedBy = "a", Expires = new DateOnly(2027, 3, 31) },
        Controls = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty,
    };

    private static ClusterAudit Cluster(char letter, int number, int waived) => new()
    {
        Cluster = new Cluster
        {
            Id = $"x{number}",
            Name = $"x{number}",
            Provider = null,
            Region = "unknown",
            Encryption = char.IsUpper(letter) ? new DeclaredEncryption.Undeclared() : new DeclaredEncryption.Provider(),
        },
        NotEvaluated = char.ToLowerInvariant(letter) == 'g' ? "It was given up." : null,
        Verdict = char.ToLowerInvariant(letter) switch { 'c' => Verdict.Compliant, 'n' => Verdict.NonCompliant, _ => Verdict.Indeterminate },
        Statements = [],
        Findings = [.. Enumerable.Range(0, waived).Select(_ => Waived())],
    };
}
