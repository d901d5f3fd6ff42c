using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using Microsoft.Extensions.Caching.Memory;

namespace AtRest.Hosting.Reports.Details;

/// <summary>
/// The clusters of organizations with what the newest reports found, for pages and the API. A list is made once and used until the inventory or a report changes: to make and to sort it for every request takes
/// longer than everything else that such a request does.
/// </summary>
internal sealed class ClusterLists(IReportCatalog reports, ReportDetails details) : IDisposable
{
    /// <summary>In clusters.</summary>
    private const int MostCached = 200_000;

    private readonly MemoryCache lists = new(new MemoryCacheOptions { SizeLimit = MostCached });

    /// <summary>Every declared cluster, with the newest report about it, and those that only the newest reports have.</summary>
    public async Task<ClusterList> OfAsync(Organization organization, CancellationToken cancellationToken)
    {
        var standings = await reports.StandingsAsync(organization.Id, cancellationToken);
        var known = lists.Get<ClusterList>(organization.Id);
        Dictionary<string, FrozenDictionary<string, ClusterRow>?> lines = [];
        var names = known is not null && ReferenceEquals(known.Standings, standings) ? known.Lines.Keys : standings.Values.Select(standing => standing.ReportId).Distinct(StringComparer.Ordinal);
        foreach (var report in names)
        {
            lines[report] = await details.LinesAsync(organization.Id, report, cancellationToken);
        }

        return known?.IsOf(organization, standings, lines) == true ? known
            : lists.Set(organization.Id, new ClusterList(organization, standings, lines), new MemoryCacheEntryOptions { Size = 1 + organization.Clusters.Length + standings.Count });
    }

    public void Dispose() => lists.Dispose();
}

/// <summary>A cluster in the list: its declaration, and what the newest report about it found.</summary>
/// <param name="Cluster">As declared.</param>
/// <param name="IsDeclared">False for a cluster that only a report has.</param>
/// <param name="Standing">Null if no report has it yet.</param>
/// <param name="Line">The counts; null without a report, or for one of an earlier release.</param>
internal sealed record ListedCluster(Cluster Cluster, bool IsDeclared, ClusterStanding? Standing, ClusterRow? Line);

/// <summary>All clusters of an organization at one moment. It never changes, so each order is made once.</summary>
internal sealed class ClusterList
{
    private const string UnknownRegion = "unknown";

    private readonly Organization organization;
    private readonly Lazy<ImmutableArray<ListedCluster>> byUrgency;
    private readonly Lazy<ImmutableArray<ListedCluster>> byName;
    private readonly Lazy<ImmutableArray<ListedCluster>> byFailures;

    public ClusterList(Organization organization, ImmutableDictionary<string, ClusterStanding> standings, IReadOnlyDictionary<string, FrozenDictionary<string, ClusterRow>?> lines)
    {
        (this.organization, Standings, Lines) = (organization, standings, lines);
        var declared = organization.Clusters.Select(cluster => cluster.Id).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        All =
        [
            .. organization.Clusters.Select(cluster => standings.GetValueOrDefault(cluster.Id) is { } standing
                ? new ListedCluster(cluster, IsDeclared: true, standing, lines[standing.ReportId]?.GetValueOrDefault(cluster.Id))
                : new ListedCluster(cluster, IsDeclared: true, null, null)),
            .. standings.Values.Where(standing => !declared.Contains(standing.Cluster.Id)).OrderBy(standing => standing.Cluster.Id, StringComparer.Ordinal).Select(standing => new ListedCluster(
                new Cluster { Id = standing.Cluster.Id, Name = standing.Cluster.Name, Provider = null, Region = UnknownRegion, Encryption = new DeclaredEncryption.Undeclared() },
                IsDeclared: false,
                standing,
                lines[standing.ReportId]?.GetValueOrDefault(standing.Cluster.Id))),
        ];
        Regions = [.. All.Select(entry => entry.Cluster.Region).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        FailingRules = [.. RuleCatalog.Descriptors.Select(rule => rule.Id).Where(All.SelectMany(entry => entry.Line?.FailingRules ?? []).ToHashSet(StringComparer.Ordinal).Contains)];
        byUrgency = new(() =>
        [
            .. All.OrderByDescending(entry => entry.Standing?.Cluster.Verdict ?? Verdict.Indeterminate)
                .ThenBy(entry => entry.Line?.Worst is { } worst ? (int)worst : int.MaxValue)
                .ThenByDescending(entry => entry.Line?.OpenFailures ?? 0)
                .ThenBy(entry => entry.Cluster.Name, StringComparer.OrdinalIgnoreCase),
        ]);
        byName = new(() => [.. All.OrderBy(entry => entry.Cluster.Name, StringComparer.OrdinalIgnoreCase).ThenBy(entry => entry.Cluster.Id, StringComparer.Ordinal)]);
        byFailures = new(() => [.. All.OrderByDescending(entry => entry.Line?.OpenFailures ?? 0).ThenBy(entry => entry.Cluster.Name, StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>In the order of the inventory, then those that it does not declare.</summary>
    public ImmutableArray<ListedCluster> All { get; }

    /// <summary>The regions of the clusters, sorted.</summary>
    public ImmutableArray<string> Regions { get; }

    /// <summary>The rules that a cluster fails, in the catalogue's order.</summary>
    public ImmutableArray<string> FailingRules { get; }

    public ImmutableDictionary<string, ClusterStanding> Standings { get; }

    /// <summary>The lines of each report that is the newest about a cluster.</summary>
    public IReadOnlyDictionary<string, FrozenDictionary<string, ClusterRow>?> Lines { get; }

    /// <summary>Whether the list was made of exactly these.</summary>
    public bool IsOf(Organization other, ImmutableDictionary<string, ClusterStanding> standings, Dictionary<string, FrozenDictionary<string, ClusterRow>?> lines) =>
        ReferenceEquals(organization, other) && ReferenceEquals(Standings, standings) && lines.Count == Lines.Count && lines.All(line => ReferenceEquals(line.Value, Lines[line.Key]));

    /// <summary>All clusters in an order.</summary>
    public ImmutableArray<ListedCluster> Sorted(ClusterSort sort) => sort switch
    {
        ClusterSort.Declared => All,
        ClusterSort.Urgency => byUrgency.Value,
        ClusterSort.Name => byName.Value,
        ClusterSort.Failures => byFailures.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };
}
