using System.Globalization;
using AtRest.Core.Inventory;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Reports.Details;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>A cluster in the list: its declaration, and what the newest report about it found.</summary>
/// <param name="Cluster">As declared.</param>
/// <param name="Standing">Null if no report has it yet.</param>
/// <param name="Line">The counts; null without a report, or for one of an earlier release.</param>
internal sealed record ListedCluster(Cluster Cluster, ClusterStanding? Standing, ClusterRow? Line);

/// <summary>What a person chose to see of the list of clusters: the query of the page. What is not a valid choice counts as none.</summary>
internal sealed record ClusterQuery
{
    public const int PageSize = 100;

    public string Text { get; private init; } = "";

    /// <summary>A word of <see cref="Verdict"/>, or <c>none</c> for clusters without a report.</summary>
    public string Verdict { get; private init; } = "";

    public string Type { get; private init; } = "";

    public string Region { get; private init; } = "";

    public string Rule { get; private init; } = "";

    /// <summary><c>urgency</c>, <c>name</c> or <c>failures</c>.</summary>
    public string Sort { get; private init; } = "urgency";

    public int Page { get; private init; } = 1;

    public static ClusterQuery Of(IQueryCollection query) => new()
    {
        Text = Short(query["q"]),
        Verdict = Short(query["verdict"]),
        Type = Short(query["type"]),
        Region = Short(query["region"]),
        Rule = Short(query["rule"]),
        Sort = query["sort"].ToString() is "name" or "failures" ? query["sort"].ToString() : "urgency",
        Page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 1_000_000) : 1,
    };

    public IEnumerable<ListedCluster> Apply(IEnumerable<ListedCluster> clusters)
    {
        var chosen = clusters.Where(IsWanted);
        return Sort switch
        {
            "name" => chosen.OrderBy(entry => entry.Cluster.Name, StringComparer.OrdinalIgnoreCase).ThenBy(entry => entry.Cluster.Id, StringComparer.Ordinal),
            "failures" => chosen.OrderByDescending(entry => entry.Line?.OpenFailures ?? 0).ThenBy(entry => entry.Cluster.Name, StringComparer.OrdinalIgnoreCase),
            _ => chosen.OrderByDescending(entry => entry.Standing?.Cluster.Verdict ?? Core.Audits.Verdict.Indeterminate)
                .ThenBy(entry => entry.Line?.Worst is { } worst ? (int)worst : int.MaxValue)
                .ThenByDescending(entry => entry.Line?.OpenFailures ?? 0)
                .ThenBy(entry => entry.Cluster.Name, StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>The same list on another page.</summary>
    public string AddressOf(string path, int page) => path + QueryString.Create(
        new Dictionary<string, string?> { ["q"] = Text, ["verdict"] = Verdict, ["type"] = Type, ["region"] = Region, ["rule"] = Rule, ["sort"] = Sort, ["page"] = page.ToString(CultureInfo.InvariantCulture) }
            .Where(pair => pair.Value is { Length: > 0 }));

    private bool IsWanted(ListedCluster entry) =>
        (Text.Length == 0 || entry.Cluster.Name.Contains(Text, StringComparison.OrdinalIgnoreCase) || entry.Cluster.Id.Contains(Text, StringComparison.OrdinalIgnoreCase))
        && (Verdict.Length == 0 || (entry.Standing is { } standing ? standing.Cluster.Verdict.ToString() : "none") == Verdict)
        && (Type.Length == 0 || entry.Cluster.Encryption.Type.ToString() == Type)
        && (Region.Length == 0 || entry.Cluster.Region == Region)
        && (Rule.Length == 0 || entry.Line?.FailingRules.Contains(Rule) == true);

    private static string Short(string? text) => text is { Length: <= 200 } ? text.Trim() : "";
}
