using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;
using AtRest.Hosting.Reports.Details;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>What a person chose to see of the list of clusters: the query of the page. What is not a valid choice counts as none.</summary>
internal sealed record ClusterChoice
{
    /// <summary>The value of the filter by verdict for clusters without a report.</summary>
    public const string NoReport = "none";

    public const int PageSize = 100;

    private const int LongestText = 200;

    public string Text { get; private init; } = "";

    /// <summary>A name of <see cref="Verdict"/>, or <see cref="NoReport"/>.</summary>
    public string Verdict { get; private init; } = "";

    public string Type { get; private init; } = "";

    public string Region { get; private init; } = "";

    public string Rule { get; private init; } = "";

    /// <summary><c>urgency</c>, <c>name</c> or <c>failures</c>.</summary>
    public string Sort { get; private init; } = WireWord.Of(ClusterSort.Urgency);

    public int Page { get; private init; } = 1;

    /// <summary>The same, for the list.</summary>
    public ClusterQuery Query => new()
    {
        Text = Given(Text),
        Verdict = Enum.TryParse<Verdict>(Verdict, out var verdict) ? verdict : null,
        HasNoReport = Verdict == NoReport,
        Type = Enum.TryParse<EncryptionType>(Type, out var type) ? type : null,
        Region = Given(Region),
        Rule = Given(Rule),
        Sort = Enum.GetValues<ClusterSort>().First(sort => WireWord.Of(sort) == Sort),
    };

    public static ClusterChoice Of(IQueryCollection query) => new()
    {
        Text = Short(query["q"]),
        Verdict = Enum.GetNames<Verdict>().Append(NoReport).Contains(query["verdict"].ToString()) ? query["verdict"].ToString() : "",
        Type = Enum.GetNames<EncryptionType>().Contains(query["type"].ToString()) ? query["type"].ToString() : "",
        Region = Short(query["region"]),
        Rule = Short(query["rule"]),
        Sort = query["sort"].ToString() is "name" or "failures" ? query["sort"].ToString() : WireWord.Of(ClusterSort.Urgency),
        Page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 1_000_000) : 1,
    };

    /// <summary>The same list on another page.</summary>
    public string AddressOf(string path, int page) => path + QueryString.Create(
        new Dictionary<string, string?> { ["q"] = Text, ["verdict"] = Verdict, ["type"] = Type, ["region"] = Region, ["rule"] = Rule, ["sort"] = Sort, ["page"] = page.ToString(CultureInfo.InvariantCulture) }
            .Where(pair => pair.Value is { Length: > 0 }));

    private static string? Given(string text) => text.Length == 0 ? null : text;

    private static string Short(string? text) => text is { Length: <= LongestText } ? text.Trim() : "";
}
