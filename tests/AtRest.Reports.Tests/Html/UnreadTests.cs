using System.Text.RegularExpressions;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Html;

/// <summary>The section "What could not be read".</summary>
public sealed partial class UnreadTests
{
    private const string Role = "Let AtRest assume the role AtRestAudit.";
    private const int Shown = 20;

    [Fact]
    public async Task Render_OneCauseOfManyChecks_IsListedOnce()
    {
        var report = new ReportBuilder()
            .WithEvidence(SampleEvidence.Absent("sts:AssumeRole", "111122223333", EvidenceOutcome.Denied, "AWS refused sts:AssumeRole."))
            .WithCluster(SampleClusters.External("payments", "c-1"), Unread("KMS-1", "Whether the key exists could not be seen."), Unread("KMS-2", "The state of the key could not be seen."))
            .WithCluster(SampleClusters.External("claims", "c-2"), Unread("KMS-1", "Whether the key exists could not be seen."))
            .Build();

        var section = await SectionOf(report);

        Causes(section).ShouldBe(["Cause 1: 3 checks not judged"]);
        section.ShouldContain("<p class=\"message\">AWS refused sts:AssumeRole.</p>");
        section.ShouldContain($"<dt>To do</dt><dd class=\"text\">{Role}</dd>");
        Links(section, "rule-").ShouldBe(["KMS-1", "KMS-2"]);
        Links(section, "cluster-").ShouldBe(["claims", "payments"]);
        Links(section, "e").ShouldBe([SampleEvidence.Id("sts:AssumeRole", "111122223333")]);
    }

    [Fact]
    public async Task Render_EachThingToDo_IsACauseOfItsOwn()
    {
        var report = new ReportBuilder()
            .WithCluster(SampleClusters.External("payments", "c-1"), Unread("KMS-1", "a"), Unread("TRAIL-1", "b", "The network is down.", remedy: null))
            .Build();

        var section = await SectionOf(report);

        Causes(section).ShouldBe(["Cause 1: 1 check not judged", "Cause 2: 1 check not judged"]);
        section.Split("<dt>To do</dt>").Length.ShouldBe(2, "One of the causes has no remedy.");
    }

    /// <summary>The number in a cluster's section is that of the cause.</summary>
    [Fact]
    public async Task Render_ChecksOfACluster_LeadToTheirCauses()
    {
        var report = new ReportBuilder()
            .WithCluster(SampleClusters.External("payments", "c-1"), Unread("KMS-1", "a"), Unread("TRAIL-1", "b", "The network is down.", "Repair the network."))
            .WithCluster(SampleClusters.External("zeta", "c-2"), Unread("TRAIL-1", "b", "The network is down.", "Repair the network."))
            .Build();

        var page = await Renderers.RenderTextAsync("html", report);

        var network = Causes(page).ToList().FindIndex(heading => heading.Contains("2 checks", StringComparison.Ordinal)) + 1;
        CauseLinks(page, "zeta").ShouldBe([$"cause {network}"]);
        CauseLinks(page, "payments").ShouldBe(["cause 1", "cause 2"], ignoreOrder: true);
    }

    [Fact]
    public async Task Render_ACheckWithTwoCauses_IsWithEachAndLeadsToBoth()
    {
        var other = Unread("TRAIL-1", "b", "The network is down.", "Repair the network.");
        var both = Unread("KPOL-1", "Neither could be read.") with { Causes = [.. Unread("KMS-1", "a").Causes, .. other.Causes] };
        var report = new ReportBuilder()
            .WithCluster(SampleClusters.External("payments", "c-1"), both)
            .WithCluster(SampleClusters.External("claims", "c-2"), Unread("KMS-1", "a"))
            .WithCluster(SampleClusters.External("zeta", "c-3"), other)
            .Build();

        var page = await Renderers.RenderTextAsync("html", report);

        Causes(page).ShouldBe(["Cause 1: 2 checks not judged", "Cause 2: 2 checks not judged"]);
        CauseLinks(page, "payments").ShouldBe(["cause 1", "cause 2"], ignoreOrder: true);
        CauseLinks(page, "claims").Concat(CauseLinks(page, "zeta")).ShouldBe(["cause 1", "cause 2"], ignoreOrder: true);
    }

    [Fact]
    public async Task Render_ACauseOfTheOrganization_SaysSo()
    {
        var report = new ReportBuilder()
            .WithCluster(SampleClusters.External("payments", "c-1"), Unread("KMS-1", "a"))
            .WithOrganizationFindings(Unread("WAIV-2", "b"))
            .Build();

        (await SectionOf(report)).ShouldContain("<li>the organization</li>");
    }

    [Fact]
    public async Task Render_MoreThanFit_AreCounted()
    {
        var builder = new ReportBuilder();
        for (var number = 1; number <= Shown + 3; number++)
        {
            builder.WithCluster(SampleClusters.External($"c{number:d2}", $"c-{number:d2}"), Unread("KMS-1", $"Key {number}.", $"AWS refused call {number}."));
        }

        var section = await SectionOf(builder.Build());

        Causes(section).ShouldBe(["Cause 1: 23 checks not judged"]);
        section.Split("<p class=\"message\">").Length.ShouldBe(Shown + 1);
        section.ShouldContain("3 more of this kind are not shown here");
        Links(section, "cluster-").Count.ShouldBe(Shown);
        section.ShouldContain("<li>and 3 more</li>");
    }

    /// <summary>A check that no absent evidence made unknown is in its cluster's section alone.</summary>
    [Fact]
    public async Task Render_NothingUnread_HasNoSection()
    {
        var report = new ReportBuilder()
            .WithCluster(SampleClusters.External("payments", "c-1"), Unread("KPOL-1", "A condition cannot be judged.") with { Causes = [] })
            .Build();

        var page = await Renderers.RenderTextAsync("html", report);

        page.ShouldNotContain("id=\"unread\"");
        page.ShouldNotContain("href=\"#cause-");
        page.ShouldContain("A condition cannot be judged.");
    }

    [Fact]
    public async Task Render_TextFromOutside_IsEscaped()
    {
        var report = new ReportBuilder()
            .WithCluster(SampleClusters.External("<b>payments</b>", "c-1"), Unread("KMS-1", "a", "<script>alert(1)</script>", "<img src=x>"), Unread("KMS-2", "b", "<script>alert(1)</script>", "<img src=x>"))
            .Build();

        var section = await SectionOf(report);

        section.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        section.ShouldContain("&lt;img src=x&gt;");
        section.ShouldContain("&lt;b&gt;payments&lt;/b&gt;");
        section.ShouldNotContain("<script>");
    }

    private static Finding Unread(string rule, string message, string cause = "AWS refused sts:AssumeRole.", string? remedy = Role) =>
        SampleFindings.Pass(rule, $"Title of {rule}", message) with
        {
            Status = FindingStatus.Unknown,
            Remedy = remedy,
            Causes = [new Absence { Kind = AbsenceKind.Denied, Cause = cause, Remedy = remedy }],
            Evidence = [SampleEvidence.Id("sts:AssumeRole", "111122223333")],
        };

    private static async Task<string> SectionOf(AuditReport report)
    {
        var page = await Renderers.RenderTextAsync("html", report);
        var start = page.IndexOf("<section id=\"unread\"", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0);
        return page[start..page.IndexOf("</section>", start, StringComparison.Ordinal)];
    }

    private static List<string> Causes(string html) => [.. CauseHeading().Matches(html).Select(match => match.Value)];

    private static List<string> Links(string html, string target) =>
        [.. Link().Matches(html).Where(match => match.Groups["target"].Value.StartsWith(target, StringComparison.Ordinal)).Select(match => Tag().Replace(match.Groups["text"].Value, ""))];

    /// <summary>The causes that the section of a cluster names.</summary>
    private static List<string> CauseLinks(string page, string cluster)
    {
        var number = Link().Matches(page).First(match => Tag().Replace(match.Groups["text"].Value, "") == cluster).Groups["target"].Value;
        var start = page.IndexOf($"id=\"{number}\"", StringComparison.Ordinal);
        return Links(page[start..page.IndexOf("</section>", start, StringComparison.Ordinal)], "cause-");
    }

    [GeneratedRegex("Cause [0-9]+: [0-9]+ checks? not judged")]
    private static partial Regex CauseHeading();

    [GeneratedRegex("""<a [^>]*href="#(?<target>[^"]+)"[^>]*>(?<text>.*?)</a>""", RegexOptions.Singleline)]
    private static partial Regex Link();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
