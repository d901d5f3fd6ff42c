using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Reports.Tests.Pdf;
using AtRest.Reports.Tests.Samples;

namespace AtRest.Reports.Tests;

/// <summary>The history of keys in the documents that people read.</summary>
public sealed class TimelineReportTests
{
    private const string Policy = "PutKeyPolicy by arn:aws:iam::111122223333:role/KeyAdministrator from 203.0.113.24.";
    private const string OtherKey = "arn:aws:kms:eu-west-1:111122223333:key/mrk-0";

    private static readonly DateTimeOffset Time = new(2026, 10, 25, 9, 30, 1, TimeSpan.Zero);

    [Fact]
    public async Task Pdf_OfAKeyWithHistory_ListsItsEventsTheNewestFirst()
    {
        using var pdf = await ReadPdf.OfAsync("pdf", WithHistory(Event(Time.AddDays(-3), "Key created."), Event(Time, Policy)));

        var text = string.Concat(pdf.Pages.Select(ReadPdf.Copied));
        text.ShouldContain("History of the key (2)");
        text.ShouldContain("25 October 2026, 09:30:01 UTC");
        text.IndexOf(Policy, StringComparison.Ordinal).ShouldBeInRange(0, text.IndexOf("Key created.", StringComparison.Ordinal));
        text.ShouldNotContain(OtherKey);
    }

    [Fact]
    public async Task Pdf_OfSeveralKeys_NamesTheKeyOfEachEvent()
    {
        using var pdf = await ReadPdf.OfAsync("pdf", WithHistory(Event(Time, Policy), Event(Time, "Rotated.") with { Resource = OtherKey }));

        var text = string.Concat(pdf.Pages.Select(ReadPdf.Copied));
        text.ShouldContain("History of the keys (2)");
        text.ShouldContain(OtherKey);
    }

    /// <summary>An event of the cluster has no key.</summary>
    [Fact]
    public async Task Pdf_OfAnEventWithoutAKey_HasItsWords()
    {
        using var pdf = await ReadPdf.OfAsync("pdf", WithHistory(Event(Time, "The verdict changed.") with { Resource = null }, Event(Time, Policy)));

        string.Concat(pdf.Pages.Select(ReadPdf.Copied)).ShouldContain("The verdict changed.");
    }

    [Theory]
    [InlineData("pdf")]
    [InlineData("pdf-executive")]
    public async Task Pdf_WithoutHistory_DoesNotMentionIt(string format)
    {
        using var pdf = await ReadPdf.OfAsync(format, WithHistory());

        string.Concat(pdf.Pages.Select(ReadPdf.Copied)).ShouldNotContain("History of the key");
    }

    [Fact]
    public async Task Html_OfAKeyWithHistory_SaysTheSame()
    {
        var html = await Renderers.RenderTextAsync("html", WithHistory(Event(Time, Policy)));

        html.ShouldContain("History of the key: 1 event");
        html.ShouldContain(Policy);
    }

    private static AuditReport WithHistory(params ImmutableArray<TimelineEvent> events)
    {
        var report = SampleReports.Single();
        return report with { Clusters = [.. report.Clusters.Select(audit => audit with { Timeline = events })] };
    }

    private static TimelineEvent Event(DateTimeOffset at, string message) => new() { At = at, Kind = TimelineKind.Policy, Resource = SampleClusters.PrimaryKey, Message = message };
}
