using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using AtRest.Core.Audits.History;
using AtRest.Core.Camunda;
using AtRest.Core.Controls;
using AtRest.Core.Costs;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Packing;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>
/// The judged clusters of a report, packed: lists of clusters that follow each other in the report's order. What is the same for many clusters is held once, and what the evidence holds
/// is taken from there.
/// </summary>
internal sealed class PackedClusters : IReadOnlyCollection<ClusterAudit>
{
    private readonly EvidenceIndex index;
    private readonly IReadOnlyList<Cluster> clusters;
    private readonly Numbered<(string RuleId, string Title, ImmutableSortedDictionary<string, ImmutableArray<string>> Controls)> rules = new();
    private readonly Numbered<Statement> statements = new();
    private readonly Numbered<Waiver> waivers = new();
    private readonly SortedDictionary<(int Verdict, int Severity), Group> groups = [];

    /// <param name="index">The evidence of the audit.</param>
    /// <param name="clusters">The clusters that are judged; a judged cluster is known by its place in them.</param>
    public PackedClusters(EvidenceIndex index, IReadOnlyList<Cluster> clusters) => (this.index, this.clusters) = (index, clusters);

    public int Count => groups.Values.Sum(group => group.Clusters.Count);

    /// <summary>A line for each cluster, in order.</summary>
    public ImmutableArray<ClusterSummary> Summaries => [.. groups.Values.SelectMany(group => group.Summaries)];

    /// <summary>The results of the controls, in the same order.</summary>
    public IEnumerable<FrameworkTally> Tallies => groups.Values.Select(group => group.Tally);

    /// <summary>What <see cref="Append"/> takes. Safe for several threads.</summary>
    public byte[] Pack(ClusterAudit audit, int place) => PackedList<PackedCluster>.Pack(new PackedCluster
    {
        Place = place,
        Verdict = audit.Verdict,
        NotEvaluated = audit.NotEvaluated,
        Statements = [.. audit.Statements.Select(statements.Of)],
        Findings = [.. audit.Findings.Select(Pack)],
        Costs = audit.Costs.IsEmpty ? null : [.. audit.Costs],
        Timeline = audit.Timeline.IsEmpty ? null : [.. audit.Timeline],
    });

    /// <summary>Adds a cluster. Those of one verdict and severity are added in order of their names.</summary>
    public void Append(ClusterSummary summary, ReadOnlySpan<byte> packed, PlaceResults controls)
    {
        var key = (-(int)summary.Verdict, WorstOpenSeverity(summary));
        if (!groups.TryGetValue(key, out var group))
        {
            groups.Add(key, group = new Group());
        }

        // Neighbours have mostly the same counts, and then share them.
        var isSame = group.Summaries is [.., var previous] && previous.Counts.SequenceEqual(summary.Counts);
        group.Clusters.Append(packed);
        group.Summaries.Add(isSame ? summary with { Counts = group.Summaries[^1].Counts } : summary);
        group.Tally.Add(controls);
    }

    /// <summary>The cluster at a place of the report, from 0.</summary>
    public ClusterAudit At(int number)
    {
        foreach (var group in groups.Values)
        {
            if (number < group.Clusters.Count)
            {
                return Unpack(group.Clusters.At(number));
            }

            number -= group.Clusters.Count;
        }

        throw new ArgumentOutOfRangeException(nameof(number));
    }

    public IEnumerator<ClusterAudit> GetEnumerator() => groups.Values.SelectMany(group => group.Clusters).Select(Unpack).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static int WorstOpenSeverity(ClusterSummary summary) =>
        summary.Counts.Where(count => count.IsOpenFailure).Select(count => (int)count.Severity).DefaultIfEmpty(int.MaxValue).Min();

    private PackedFinding Pack(Finding finding) => new()
    {
        Rule = rules.Of((finding.RuleId, finding.Title, finding.Controls)),
        Level = finding.Level,
        Status = finding.Status,
        Severity = finding.Severity,
        Resource = finding.Resource,
        Message = finding.Message,
        Consequence = finding.Consequence,
        Remedy = finding.Remedy,
        RemedyCode = finding.RemedyCode,
        Statements = finding.Statements.IsEmpty ? null : [.. finding.Statements],
        Causes = finding.Causes.IsEmpty ? null : [.. finding.Causes],
        Waiver = finding.Waiver is { } waiver ? waivers.Of(waiver) : null,
        Evidence = finding.Evidence.IsEmpty ? null : [.. finding.Evidence],
    };

    private ClusterAudit Unpack(PackedCluster packed)
    {
        var cluster = clusters[packed.Place];
        return new ClusterAudit
        {
            Cluster = cluster,
            Reported = index.Reported(cluster.Id),
            ReportedProvider = index.ReportedProvider(cluster.Id),
            NotEvaluated = packed.NotEvaluated,
            Verdict = packed.Verdict,
            Statements = [.. packed.Statements.Select(statements.At)],
            Findings = [.. packed.Findings.Select(Unpack)],
            Costs = [.. packed.Costs ?? []],
            Timeline = [.. packed.Timeline ?? []],
        };
    }

    private Finding Unpack(PackedFinding packed)
    {
        var (ruleId, title, controls) = rules.At(packed.Rule);
        return new Finding
        {
            RuleId = ruleId,
            Title = title,
            Controls = controls,
            Level = packed.Level,
            Status = packed.Status,
            Severity = packed.Severity,
            Resource = packed.Resource,
            Message = packed.Message,
            Consequence = packed.Consequence,
            Remedy = packed.Remedy,
            RemedyCode = packed.RemedyCode,
            Statements = [.. packed.Statements ?? []],
            Causes = [.. packed.Causes ?? []],
            Waiver = packed.Waiver is { } waiver ? waivers.At(waiver) : null,
            Evidence = [.. packed.Evidence ?? []],
        };
    }

    /// <summary>The clusters with one verdict and one worst severity.</summary>
    private sealed class Group
    {
        public PackedList<PackedCluster> Clusters { get; } = new(PackedBlocks.LongSize);

        public List<ClusterSummary> Summaries { get; } = [];

        public FrameworkTally Tally { get; } = new();
    }

    /// <summary>Gives equal values one number. Safe for several threads.</summary>
    private sealed class Numbered<T>
        where T : notnull
    {
        private readonly ConcurrentDictionary<T, int> numbers = [];
        private readonly List<T> values = [];

        public int Of(T value)
        {
            if (numbers.TryGetValue(value, out var known))
            {
                return known;
            }

            lock (values)
            {
                return numbers.GetOrAdd(value, added =>
                {
                    values.Add(added);
                    return values.Count - 1;
                });
            }
        }

        public T At(int number)
        {
            lock (values)
            {
                return values[number];
            }
        }
    }

    private sealed record PackedCluster
    {
        public required int Place { get; init; }

        public required Verdict Verdict { get; init; }

        public string? NotEvaluated { get; init; }

        public required int[] Statements { get; init; }

        public required PackedFinding[] Findings { get; init; }

        public KeyCost[]? Costs { get; init; }

        public TimelineEvent[]? Timeline { get; init; }
    }

    private sealed record PackedFinding
    {
        public required int Rule { get; init; }

        public required RuleLevel Level { get; init; }

        public required FindingStatus Status { get; init; }

        public required Severity Severity { get; init; }

        public string? Resource { get; init; }

        public required string Message { get; init; }

        public string? Consequence { get; init; }

        public string? Remedy { get; init; }

        public string? RemedyCode { get; init; }

        public int[]? Statements { get; init; }

        public Absence[]? Causes { get; init; }

        public int? Waiver { get; init; }

        public string[]? Evidence { get; init; }
    }
}
