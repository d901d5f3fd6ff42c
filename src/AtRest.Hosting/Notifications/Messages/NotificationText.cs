using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Reports;

namespace AtRest.Hosting.Notifications.Messages;

/// <summary>What people read in a notification. Names come from customers: each form writes them so that they cannot become links, mentions or markup.</summary>
internal sealed record NotificationText
{
    private const int MostItems = 10;
    private const int LongestItem = 200;

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
            Subject = Shortened($"{(entry.Demo ? "Demonstration: " : "")}{report.OrganizationName}: {VerdictText.Of(entry.Verdict)}{(entry.Scope == ReportScope.Clusters ? " (some of the clusters)" : "")}"),
            Sentences =
            [
                .. new[]
                {
                    entry.Headline is null ? null : $"{entry.Headline}.",
                    entry.Detail is null ? null : $"Ordered because of {entry.Detail}.",
                }.OfType<string>().Select(Shortened),
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
        [.. texts.Take(MostItems).Select(Shortened), .. count > MostItems ? [$"and {count - MostItems} more"] : Array.Empty<string>()];

    /// <summary>On one line: a name cannot begin a paragraph.</summary>
    private static string Shortened(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestItem ? line : $"{line[..(char.IsHighSurrogate(line[LongestItem - 2]) ? LongestItem - 2 : LongestItem - 1)]}…";
    }
}
