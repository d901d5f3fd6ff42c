using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Costs;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;
using AtRest.Core.Rules;

namespace AtRest.Reports.Json;

/// <summary>
/// What many clusters of a report have in common. Clusters are written one at a time and refer to it, so it is complete when the last cluster is written, and is
/// written after the clusters.
/// </summary>
internal sealed class SharedParts
{
    /// <summary>The key of <see cref="RuleElement.Controls"/> for findings about the organization.</summary>
    public const string OfOrganization = "Organization";

    /// <summary>The number of remedies that are shared. Remedies of single keys would fill the memory in a big fleet: further ones are in their findings.</summary>
    private const int MostAdvice = 1000;

    private static readonly ImmutableArray<RuleDescriptor> Catalogue = [.. RuleCatalog.Descriptors];

    private readonly Dictionary<string, RuleElement> rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly Dictionary<Statement, string> statements = [];
    private readonly HashSet<string> prices = new(StringComparer.Ordinal);
    private readonly Dictionary<(string? Consequence, string? Remedy, string? RemedyCode), string> advice = [];

    /// <summary>In the order of the catalogue. Read it after the findings.</summary>
    public IEnumerable<RuleElement> Rules => rules.Values.OrderBy(rule => PlaceInCatalogue(rule.Id));

    /// <summary>Read it after the clusters.</summary>
    public IEnumerable<StatementElement> Statements => statements.Select(entry => StatementElement.Of(entry.Value, entry.Key));

    /// <summary>Read it after the findings.</summary>
    public IEnumerable<AdviceElement> Advice => advice.Select(entry =>
        new AdviceElement { Id = entry.Value, Consequence = entry.Key.Consequence, Remedy = entry.Key.Remedy, RemedyCode = entry.Key.RemedyCode });

    /// <summary>The word for a cluster's type in <see cref="RuleElement.Controls"/>.</summary>
    public static string WordOf(EncryptionType type) => type == EncryptionType.None ? DeclaredElement.Undeclared : WireWord.Of(type);

    /// <summary>Counts a cluster: its place in the report.</summary>
    public void Add(Cluster cluster) => places.TryAdd(cluster.Id, places.Count);

    /// <summary>Notes the prices of a key.</summary>
    public void Add(KeyCost key) => prices.UnionWith(key.Parts.Select(part => part.PriceId));

    /// <summary>The IDs of the prices of the keys and of the organization, in the order of the price list. Read it after the clusters.</summary>
    public IEnumerable<string> Prices(OrganizationCosts costs) =>
        PriceList.All.Select(price => price.Id).Where(id => prices.Contains(id) || costs.Parts.Any(part => part.PriceId == id) || costs.Accounts.Any(account => account.PriceId == id));

    /// <summary>The rule of a finding. The first finding for clusters of a type gives the controls of that type.</summary>
    public RuleElement RuleOf(Finding finding, string type)
    {
        if (!rules.TryGetValue(finding.RuleId, out var rule))
        {
            rule = Catalogue.FirstOrDefault(known => known.Id == finding.RuleId) is { } known
                ? new() { Id = known.Id, Title = known.Title, Level = known.Level, Severity = known.Severity }
                : new() { Id = finding.RuleId, Title = finding.Title, Level = finding.Level, Severity = finding.Severity };
            rules.Add(finding.RuleId, rule);
        }

        rule.Controls.TryAdd(type, finding.Controls.WithComparers(StringComparer.Ordinal));
        return rule;
    }

    /// <summary>The ID of a consequence with its remedy; null if there is neither, or too many are shared.</summary>
    public string? AdviceOf(string? consequence, string? remedy, string? code)
    {
        var texts = (consequence, remedy, code);
        if (texts is (null, null, null))
        {
            return null;
        }

        if (!advice.TryGetValue(texts, out var id) && advice.Count < MostAdvice)
        {
            id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a{advice.Count + 1}");
            advice.Add(texts, id);
        }

        return id;
    }

    public string IdOf(Statement statement)
    {
        if (!statements.TryGetValue(statement, out var id))
        {
            id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"s{statements.Count + 1}");
            statements.Add(statement, id);
        }

        return id;
    }

    /// <summary>The places of clusters as pairs of the first and the last place of a run, from 0.</summary>
    public IEnumerable<ImmutableArray<int>> RunsOf(IEnumerable<string> clusters)
    {
        int? first = null;
        var last = 0;
        foreach (var place in clusters.Select(id => places[id]).Order())
        {
            if (first is { } start && place > last + 1)
            {
                yield return [start, last];
                first = place;
            }

            first ??= place;
            last = place;
        }

        if (first is { } open)
        {
            yield return [open, last];
        }
    }

    private static int PlaceInCatalogue(string id)
    {
        for (var place = 0; place < Catalogue.Length; place++)
        {
            if (Catalogue[place].Id == id)
            {
                return place;
            }
        }

        return int.MaxValue;
    }
}
