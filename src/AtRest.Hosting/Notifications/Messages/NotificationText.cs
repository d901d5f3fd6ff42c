using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Reports;
using AtRest.Reports;

namespace AtRest.Hosting.Notifications.Messages;

/// <summary>What people read in a notification. Names come from customers: each form writes them so that they cannot become links, mentions or markup.</summary>
internal sealed record NotificationText
{
    private const int MostItems = 10;
    private const int LongestItem = 200;

    /// <summary>The longest header of Slack (https://docs.slack.dev/reference/block-kit/blocks/header-block).</summary>
    private const int LongestSubject = 150;

    public required string Subject { get; init; }

    /// <summary>Sentences.</summary>
    public required ImmutableArray<string> Sentences { get; init; }

    /// <summary>Titles with their items.</summary>
    public required ImmutableArray<(string Title, ImmutableArray<string> Items)> Lists { get; init; }

    /// <summary>The page for people; null if the app does not know its public URL.</summary>
    public required Uri? Page { get; init; }

    public static NotificationText Of(ReportEntry entry, AuditReport report, Uri? publicUrl)
    {
        var open = report.Summaries.Where(cluster => cluster.Verdict != Verdict.Compliant).ToList();
        return new NotificationText
        {
            Subject = Line($"{(entry.Demo ? "Demonstration: " : "")}{report.OrganizationName}: {VerdictText.Of(entry.Verdict)}{(entry.Scope == ReportScope.Clusters ? " (some of the clusters)" : "")}", LongestSubject),
            Sentences =
            [
                .. new[]
                {
                    entry.Headline is null ? null : $"{entry.Headline}.",
                    entry.Detail is null ? null : $"Ordered because of {entry.Detail}.",
                }.OfType<string>().Select(text => Line(text)),
            ],
            Lists =
            [
                .. new[]
                {
                    ("Clusters that are not compliant", Items(open.Select(cluster => $"{cluster.Name}: {VerdictText.Of(cluster.Verdict)}"), open.Count)),
                    ("Changes since the previous report", Items(report.Changes.Select(change => change.Message), report.Changes.Length)),
                }.Where(list => list.Item2.Length > 0),
            ],
            Page = publicUrl is null ? null : new Uri($"{publicUrl.AbsoluteUri.TrimEnd('/')}{ApiPaths.Of(ApiPaths.ReportFile, entry.OrganizationId, entry.ReportId, "html")}"),
        };
    }

    private static ImmutableArray<string> Items(IEnumerable<string> texts, int count) =>
        [.. texts.Take(MostItems).Select(text => Line(text)), .. count > MostItems ? [$"and {count - MostItems} more"] : Array.Empty<string>()];

    /// <summary>On one line, and visible: a name cannot begin a paragraph, nor change the order of characters.</summary>
    private static string Line(string text, int longest = LongestItem) =>
        NotificationWriter.Shortened(VisibleText.Line(text), longest);
}
