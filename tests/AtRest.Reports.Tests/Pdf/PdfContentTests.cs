using System.IO.Compression;
using System.Text.RegularExpressions;
using AtRest.Core.Audits.History;
using AtRest.Core.Rules;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests.Pdf;

/// <summary>What a document says and where, read back by another library.</summary>
public sealed partial class PdfContentTests
{
    private static readonly string[] FindingsBySeverity = ["KMS-2 not met", "KPOL-3 not met", "KMS-6 not met", "TRAIL-3 not met"];

    public static TheoryData<string, string> All => [.. ReadPdf.Formats.SelectMany(format => NamedReports.Names.Select(name => (format, (string)name)))];

    public static TheoryData<string> Formats => [.. ReadPdf.Formats];

    [Theory]
    [MemberData(nameof(All))]
    public async Task EveryPage_OfAnyReport_HasItsNumberAndTheRunningHeader(string format, string name)
    {
        var report = NamedReports.Of(name);
        using var pdf = await ReadPdf.OfNamedAsync(format, name);

        foreach (var page in pdf.Pages)
        {
            page.Text.ShouldContain($"Page {page.Number} of {pdf.Pages.Count}");
            if (page.Number > 1)
            {
                page.Text.ShouldContain($"Report {report.ReportId} · 24 November 2026");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Cover_Always_SaysWhoseReportOfWhenAndItsVerdict(string format)
    {
        using var pdf = await ReadPdf.OfAsync(format, ProvenReports.Demo());

        var cover = pdf.Pages[0].Text;
        cover.ShouldContain("Zürcher Handelsbank AG");
        cover.ShouldContain("The whole organization");
        cover.ShouldContain("Audited on 24 November 2026, 02:00:07 UTC");
        cover.ShouldContain("Action is required");
        cover.ShouldContain("5f0f6a2e-6d0c-8b1e-9c55-0d6f4a1f7e21");
        cover.ShouldContain("This fleet is made up");
        pdf.Pages.Skip(1).ShouldAllBe(page => page.Text.Contains("Zürcher Handelsbank AG · Demonstration", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Report_OfSomeClusters_SaysSoOnEveryPage(string format)
    {
        using var pdf = await ReadPdf.OfAsync(format, ProvenReports.Partial());

        pdf.Pages[0].Text.ShouldContain("1 of 8 declared clusters");
        pdf.Pages[0].Text.ShouldNotContain("This fleet is made up");
        pdf.Pages.Skip(1).ShouldAllBe(page => page.Text.Contains("Partial: 1 of 8 declared clusters", StringComparison.Ordinal));
        Place(pdf, "What was not looked at").ShouldContain("left-out-7");
    }

    [Fact]
    public async Task Full_Always_HasEachPart()
    {
        var report = ProvenReports.Demo();
        using var pdf = await ReadPdf.OfAsync("pdf", report);

        string[] parts = ["Executive summary", "Scope and method", "What was not looked at", "Findings by severity", "What changed", "Frameworks", "Waivers", "Cluster sheets", "Statements", "Rules and controls", "Glossary", "Evidence"];
        pdf.Bookmarks().Where(bookmark => bookmark.Level == 0).Select(bookmark => bookmark.Title).ShouldBe(parts);
        Place(pdf, "Scope and method").ShouldContain("894ed8451a9e2fe2c765b3cf92bf14f9d27b5b8147ead397afc681ff163e39d9");
        Place(pdf, "Scope and method").ShouldContain(ProvenReports.Session);
        Place(pdf, "Waivers").ShouldContain("A. Keller, CISO");
        var copied = string.Concat(pdf.Pages.Select(ReadPdf.Copied));
        foreach (var entry in report.Evidence)
        {
            copied.ShouldContain(entry.Id);
            copied.ShouldContain(entry.Sha256 ?? entry.Source);
        }

        foreach (var finding in report.Clusters.SelectMany(cluster => cluster.Findings).Where(finding => finding.IsOpenFailure))
        {
            foreach (var text in new[] { finding.Message, finding.Consequence, finding.Remedy })
            {
                copied.ShouldContain(text!);
            }
        }
    }

    [Fact]
    public async Task Full_Always_HasAPageForEachFramework()
    {
        var report = SampleReports.Bank();
        using var pdf = await ReadPdf.OfAsync("pdf", report);

        var bookmarks = pdf.Bookmarks();
        var pages = report.Frameworks.Select(framework => bookmarks.Single(bookmark => bookmark.Title == framework.Name && bookmark.Level == 1).Page).ToList();
        pages.ShouldBeUnique();
        foreach (var (framework, page) in report.Frameworks.Zip(pages))
        {
            framework.Controls.ShouldAllBe(control => pdf.Pages.Skip(page - 1).Take(3).Any(one => one.Text.Contains(control.Control.Id, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Contents_Always_HaveThePagesOfTheBookmarks()
    {
        using var pdf = await ReadPdf.OfAsync("pdf", SampleReports.Large(60));

        var contents = string.Concat(pdf.Pages.Skip(1).TakeWhile(page => !page.Text.Contains("The fleet at a glance", StringComparison.Ordinal)).Select(page => page.Text));
        foreach (var (title, _, page) in pdf.Bookmarks())
        {
            contents.ShouldContain($"{title} {page}");
            pdf.Pages[page - 1].Text.ShouldContain(title);
        }

        // Links of the contents lead to the same pages.
        pdf.Links().Where(link => link.From == 2).Select(link => link.To).ShouldBe(pdf.Links().Where(link => link.From == 2).Select(link => link.To).Order());
    }

    [Fact]
    public async Task Links_Always_LeadToAPlaceOnAPage()
    {
        using var pdf = await ReadPdf.OfAsync("pdf", SampleReports.Bank());

        var links = pdf.Links().ToList();

        links.Count.ShouldBeGreaterThan(100);
        links.ShouldAllBe(link => link.To >= 1 && link.To <= pdf.Pages.Count && link.Top > 0 && link.Top <= 842);
        var evidence = pdf.Bookmarks().Single(bookmark => bookmark.Title == "Evidence").Page;
        links.ShouldContain(link => link.To >= evidence && link.From < evidence);
    }

    [Fact]
    public async Task Findings_Always_AreBySeverity()
    {
        using var pdf = await ReadPdf.OfAsync("pdf", SampleReports.Bank());

        var text = pdf.Text[pdf.Text.IndexOf("What needs action, the most severe first", StringComparison.Ordinal)..];
        var places = FindingsBySeverity.Select(part => text.IndexOf(part, StringComparison.Ordinal)).ToList();
        places.ShouldBe(places.Where(place => place > 0).Order());
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Trend_WithSeveralAudits_IsAPictureWithItsWords(string format)
    {
        var report = SampleReports.Single();
        TrendPoint Point(int daysAgo, int failing) => new() { GeneratedAt = report.GeneratedAt.AddDays(-daysAgo), Compliant = 9 - failing, NonCompliant = failing, Indeterminate = 0, Critical = failing, High = 0, Medium = 0, Low = 0, Unknown = 0 };
        using var pdf = await ReadPdf.OfAsync(format, report with { Trend = [Point(200, 7), Point(20, 4), Point(0, 1)] });

        Place(pdf, "Executive summary").ShouldContain("2 days with an audit of the whole organization in the last 30 days. 4 November 2026: 4 non-compliant, 0 indeterminate, 5 compliant; 4 open failures.");
        Place(pdf, "Executive summary").ShouldContain("3 days with an audit of the whole organization in the last 365 days. 8 May 2026: 7 non-compliant");
        FigurePattern().Count(pdf.Source).ShouldBe(3, "the fleet and two trends");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Trend_WithOnePoint_IsSaidInWords(string format)
    {
        var report = SampleReports.Single();
        using var pdf = await ReadPdf.OfAsync(format, report with { Trend = [new() { GeneratedAt = report.GeneratedAt, Compliant = 1, NonCompliant = 0, Indeterminate = 0, Critical = 0, High = 0, Medium = 0, Low = 0, Unknown = 0 }] });

        Place(pdf, "Executive summary").ShouldContain("A trend needs two.");
        FigurePattern().Count(pdf.Source).ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(500)]
    public async Task Executive_OfAnyFleet_HasAtMostSixPages(int clusters)
    {
        using var pdf = await ReadPdf.OfAsync("pdf-executive", SampleReports.Large(clusters));

        pdf.Pages.Count.ShouldBeInRange(4, 6);
    }

    [Theory]
    [MemberData(nameof(NamedReports.Names), MemberType = typeof(NamedReports))]
    public async Task Executive_OfAnyReport_HasAtMostSixPagesAndOneOfSummary(string name)
    {
        using var pdf = await ReadPdf.OfNamedAsync("pdf-executive", name);

        pdf.Pages.Count.ShouldBeLessThanOrEqualTo(6);
        pdf.PagesWith("The fleet at a glance").ShouldHaveSingleItem().Number.ShouldBe(2);
        pdf.Pages[2].Text.ShouldContain("Findings by severity");
    }

    [Fact]
    public async Task Executive_OfVeryLongTexts_HasAtMostSixPages()
    {
        var report = SampleReports.Bank();
        var text = string.Concat(Enumerable.Repeat("W\u0301words \u5317 ", 400)) + new string('M', 3_000);
        report = report with
        {
            OrganizationName = text,
            LeftOut = [.. Enumerable.Range(0, 300).Select(number => $"{text}{number}")],
            Frameworks = [.. Enumerable.Range(0, 9).SelectMany(number => report.Frameworks.Select(framework => framework with { Name = $"{framework.Name} {number}" }))],
            Waivers = [.. Enumerable.Range(0, 40).SelectMany(_ => report.Waivers).Select(use => use with { Waiver = use.Waiver with { Reason = text, Owner = text, ApprovedBy = text, Cluster = text } })],
            Clusters = [.. report.Clusters.Select(audit => audit with
            {
                Cluster = audit.Cluster with { Name = text },
                NotEvaluated = text,
                Findings = [.. audit.Findings.Select((finding, index) => finding with { Title = text, Message = $"{index}{text}", Consequence = text, Remedy = text, Status = index % 2 == 0 ? FindingStatus.Fail : finding.Status })],
            })],
        };

        using var pdf = await ReadPdf.OfAsync("pdf-executive", report);

        pdf.Pages.Count.ShouldBeLessThanOrEqualTo(6);
    }

    [Fact]
    public async Task Full_OfTooManyClusters_IsRefusedWithWhatToDo()
    {
        var report = SampleReports.Single();
        var renderer = Renderers.Of("pdf");
        var tooMany = report with { Summaries = [.. Enumerable.Repeat(report.Summaries[0], 501)] };

        renderer.RefusalOf(500).ShouldBeNull();
        var refusal = renderer.RefusalOf(501).ShouldNotBeNull();
        refusal.ShouldContain("up to 500 clusters");
        refusal.ShouldContain("501");
        refusal.ShouldContain("pdf-executive");
        using var stream = new MemoryStream();
        (await Should.ThrowAsync<FormatRefusedException>(() => renderer.RenderAsync(tooMany, stream, TestContext.Current.CancellationToken))).Message.ShouldBe(refusal);
        stream.Length.ShouldBe(0);
        Renderers.All().Where(other => other.Format != "pdf").ShouldAllBe(other => other.RefusalOf(501) == null);
    }

    [Fact]
    public async Task Bundle_OfTooManyClusters_LeavesTheFullDocumentOut()
    {
        var report = SampleReports.Single();
        using var zip = new ZipArchive(new MemoryStream(await Renderers.RenderAsync("bundle", report with { Summaries = [.. Enumerable.Repeat(report.Summaries[0], 501)] })));

        zip.GetEntry("report.pdf").ShouldBeNull();
        zip.GetEntry("report-executive.pdf").ShouldNotBeNull();
        zip.GetEntry("report.json").ShouldNotBeNull();
    }

    /// <summary>The text of the part with a bookmark.</summary>
    private static string Place(ReadPdf pdf, string title)
    {
        var parts = pdf.Bookmarks().Where(bookmark => bookmark.Level == 0).ToList();
        var index = parts.FindIndex(bookmark => bookmark.Title == title);
        var next = index + 1 < parts.Count ? parts[index + 1].Page : pdf.Pages.Count + 1;
        return string.Concat(pdf.Pages.Skip(parts[index].Page - 1).Take(Math.Max(1, next - parts[index].Page)).Select(ReadPdf.Copied));
    }

    [GeneratedRegex(@"/S/Figure")]
    private static partial Regex FigurePattern();
}
