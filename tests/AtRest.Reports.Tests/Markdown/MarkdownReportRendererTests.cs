using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;
using AtRest.Reports.Markdown;
using AtRest.Reports.Tests.Samples;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AtRest.Reports.Tests.Markdown;

public sealed class MarkdownReportRendererTests
{
    /// <summary>Tables, bare addresses, task lists, emoji, mathematics …</summary>
    private static readonly MarkdownPipeline Github = new MarkdownPipelineBuilder().UseAdvancedExtensions().UseEmojiAndSmiley().Build();

    public static TheoryData<string> Samples => NamedReports.Names;

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Markdown_ReportOfAnyKind_HasOnlyOurOwnMarkup(string sample)
    {
        var report = NamedReports.Of(sample);
        var text = await Renderers.RenderTextAsync("md", report);

        var document = Markdig.Markdown.Parse(text, Github);
        document.Descendants<LinkInline>().ShouldBeEmpty();
        document.Descendants<AutolinkInline>().ShouldBeEmpty();
        document.Descendants<HtmlInline>().ShouldBeEmpty();
        document.Descendants<HtmlBlock>().ShouldBeEmpty();
        document.Descendants<CodeBlock>().ShouldBeEmpty();
        document.Descendants<HeadingBlock>().Select(heading => heading.Level).ShouldAllBe(level => level == 2 || level == 3);
        document.Descendants<HeadingBlock>().Count(heading => heading.Level == 2).ShouldBe(1);
        document.Descendants<LiteralInline>().ShouldAllBe(literal => !literal.Content.ToString().Contains('@') && !literal.Content.ToString().Contains('#') && !literal.Content.ToString().Contains('|'));
        document.Descendants<EmphasisInline>().ShouldAllBe(emphasis => emphasis.FirstChild is LiteralInline || emphasis.FirstChild is CodeInline);
        document.Descendants<ListBlock>().ShouldAllBe(list => list.Parent is MarkdownDocument);
        text.ShouldStartWith($"## Encryption at rest: {VerdictText.Of(report.Verdict)}\n");
    }

    [Fact]
    public async Task Markdown_Bank_NamesWhatNeedsAction()
    {
        var text = await Renderers.RenderTextAsync("md", SampleReports.Bank());

        text.ShouldContain("- **`KMS-2`** (critical, required), 1 failure in `payments`: The key is scheduled for deletion");
        text.ShouldContain("To do: Cancel the deletion before 2 December 2026");
        text.ShouldContain("- `payments`: non-compliant (failed: ");
        text.ShouldContain("### Changes since the previous report");
        text.ShouldNotContain("`claims`: compliant");
    }

    [Fact]
    public async Task Markdown_OfOneCauseForManyRules_NamesItOnce()
    {
        var cause = new Absence { Kind = AbsenceKind.Denied, Cause = "AWS refused sts:AssumeRole in account 222233334444.", Remedy = "Let AtRest assume the role." };
        var report = SampleReports.Bank();
        var finding = report.Clusters.First().Findings.First();
        Finding Unread(string rule) => finding with { RuleId = rule, Status = FindingStatus.Unknown, Waiver = null, Message = $"The key could not be read. {cause.Cause}", Remedy = cause.Remedy, RemedyCode = null, Causes = [cause] };
        var uncaused = Unread("KMS-8") with { Message = "The period is too short.", Remedy = "Wait.", Causes = [] };
        var like = uncaused with { RuleId = "KMS-9", Message = "The period is too long." };
        var clusters = report.Clusters.Select(audit => audit with { Findings = [Unread("KMS-1"), Unread("KMS-2"), Unread("KPOL-1"), uncaused, like] }).ToList();

        var text = await Renderers.RenderTextAsync("md", report with { Clusters = [.. clusters], Findings = [] });

        var line = text.Split('\n').Single(line => line.Contains("in account", StringComparison.Ordinal));
        var urgency = $"({Core.Naming.WireWord.Of(finding.Severity)}, {Core.Naming.WireWord.Of(finding.Level)})";
        line.ShouldStartWith($"- **Not judged** {urgency}, {3 * clusters.Count} checks of `KMS-1`, `KMS-2`, `KPOL-1` in `{clusters[0].Cluster.Name}`, ");
        line.ShouldEndWith("in account `222233334444`. To do: Let AtRest assume the role.");
        text.ShouldContain($"- **Not judged** {urgency}, {2 * clusters.Count} checks of `KMS-8`, `KMS-9` in ");
        text.ShouldContain("The period is too short. And 1 more of this kind. To do: Wait.\n");
    }

    [Fact]
    public async Task Markdown_OfAFailureAndACauseOfTheSameRule_CountsEachOnce()
    {
        var cause = new Absence { Kind = AbsenceKind.Failed, Cause = "The call timed out.", Remedy = "Try again." };
        var report = SampleReports.Single();
        var audit = report.Clusters.First();
        var finding = audit.Findings.First() with { RuleId = "KMS-2", Waiver = null };
        Finding[] findings =
        [
            finding with { Status = FindingStatus.Fail, Message = "The key is disabled.", Remedy = null },
            finding with { Status = FindingStatus.Unknown, Message = cause.Cause, Remedy = cause.Remedy, RemedyCode = null, Causes = [cause] },
        ];

        var text = await Renderers.RenderTextAsync("md", report with { Clusters = [audit with { Findings = [.. findings] }], Findings = [] });

        var lines = text.Split('\n').Where(line => line.StartsWith("- **", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBe(2);
        lines[0].ShouldContain("1 failure in ");
        lines[0].ShouldNotContain("unknown");
        lines[1].ShouldContain("), 1 check of `KMS-2` in ");
    }

    [Fact]
    public async Task Markdown_BigFleet_FitsIntoACommentAndCountsTheRest()
    {
        var report = SampleReports.Large(1);
        var audit = report.Clusters.Single() with { Verdict = Verdict.NonCompliant };
        var long1 = new string('名', 400);
        var fleet = report with { Clusters = [.. Enumerable.Range(0, 5_000).Select(number => audit with { Cluster = audit.Cluster with { Id = $"c-{number}", Name = long1 + number } })] };

        var text = await Renderers.RenderTextAsync("md", fleet);

        Encoding.UTF8.GetByteCount(text).ShouldBeInRange(50_000, MarkdownSummary.MostBytes);
        var shown = text.Split('\n').Count(line => line.Contains("…`: non-compliant", StringComparison.Ordinal));
        text.ShouldContain($"- and {5_000 - shown} more clusters\n");
        text.TrimEnd().ShouldEndWith("evidence.");
    }

    [Fact]
    public async Task Markdown_HostileTexts_FitIntoAComment()
    {
        foreach (var report in new[] { HostileReports.Marks(), HostileReports.Everywhere() })
        {
            (await Renderers.RenderAsync("md", report)).Length.ShouldBeLessThan(MarkdownSummary.MostBytes);
        }
    }

    [Theory]
    [InlineData("plain", "`plain`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("`a`", "`` `a` ``")]
    [InlineData("a | b", "`a | b`")]
    [InlineData(" a\n\nb ", "`a b`")]
    [InlineData("", "(no name)")]
    [InlineData("\u202Ea", "`‹U+202E›a`")]
    public void Code_AnyName_IsOneCode(string name, string expected) => MarkdownText.Code(name).ShouldBe(expected);

    [Theory]
    [InlineData("The key is enabled.", "The key is enabled.")]
    [InlineData("AWS refused kms:GetKeyPolicy, twice.", "AWS refused `kms:GetKeyPolicy`, twice.")]
    [InlineData("Ask @octocat #1 now", "Ask `@octocat #1` now")]
    [InlineData("See www.example.invalid and https://example.invalid.", "See `www.example.invalid` and `https://example.invalid`.")]
    [InlineData("a **b** <i>c</i> d", "a `**b** <i>c</i>` d")]
    [InlineData("Remedy: this", "Remedy: this")]
    [InlineData("the ID (sts:ExternalId) is declared (aws[].externalId). So (be it) (", "the ID (`sts:ExternalId`) is declared (`aws[].externalId`). So (be it) `(`")]
    [InlineData("a:b (c:d e:f)", "`a:b` (`c:d e:f`)")]
    [InlineData("commit 0123456abcdef", "commit `0123456abcdef`")]
    [InlineData("fix GH-12 :smile: bob@example.invalid", "fix `GH-12 :smile`: `bob@example.invalid`")]
    [InlineData("Grüße aus Zürich, 日本語", "Grüße aus Zürich, 日本語")]
    public void Prose_AnySentence_KeepsPlainWordsAndTurnsTheRestIntoCode(string sentence, string expected) => MarkdownText.Prose(sentence).ShouldBe(expected);
}
