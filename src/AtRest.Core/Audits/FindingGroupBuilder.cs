using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>A group of equal findings that grows.</summary>
/// <param name="causeNumber">See <see cref="FindingGroup.CauseNumber"/>.</param>
internal sealed class FindingGroupBuilder(int? causeNumber)
{
    private readonly Listing messages = new(FindingGroup.MostListed);
    private readonly Listing causes = new(FindingGroup.MostListed);
    private readonly Listing resources = new(FindingGroup.MostListed);
    private readonly Listing evidence = new(FindingGroup.MostListed);
    private readonly Listing rules = new(int.MaxValue);
    private readonly List<string> clusters = [];
    private Finding? first;
    private ImmutableArray<Absence> firstCauses = [];
    private bool concernsOrganization;
    private bool isPartial;
    private int count;

    public int? CauseNumber => causeNumber;

    /// <param name="cluster">Null for a finding about the organization. The clusters come in the report's order.</param>
    /// <param name="finding">One of the group.</param>
    /// <param name="shared">The causes that it has in common with the group. It can have others, which are in other groups.</param>
    public void Add(string? cluster, Finding finding, ImmutableArray<Absence> shared)
    {
        count++;
        isPartial |= shared.Length < finding.Causes.Length;
        var urgency = FindingUrgency.Of(finding);
        if (first is null || urgency.CompareTo(FindingUrgency.Of(first)) < 0)
        {
            (first, firstCauses) = (finding, shared);
        }

        rules.Add(finding.RuleId, urgency);
        messages.Add(finding.Message, urgency);
        if (!shared.IsEmpty)
        {
            causes.Add(string.Join(" ", shared.Select(cause => cause.Cause)), urgency);
        }

        if (finding.Resource is { } resource)
        {
            resources.Add(resource, urgency);
        }

        foreach (var entry in finding.Evidence)
        {
            evidence.Add(entry, urgency);
        }

        concernsOrganization |= cluster is null;
        if (cluster is not null && (clusters.Count == 0 || clusters[^1] != cluster))
        {
            clusters.Add(cluster);
        }
    }

    public FindingGroup Build()
    {
        var example = first!;
        // The message of a finding with several causes names them all, and its group only one.
        var isShared = messages.Count > 1 || isPartial;
        var shown = isShared && !firstCauses.IsEmpty ? causes : messages;
        return new FindingGroup
        {
            // The consequence of one rule does not apply to the others.
            First = isShared ? example with { Consequence = null, Remedy = firstCauses.IsEmpty ? example.Remedy : FindingGroup.RemedyOf(firstCauses) } : example,
            Messages = shown.Texts,
            MessageCount = shown.Count,
            Rules = rules.Texts,
            Clusters = [.. clusters],
            ConcernsOrganization = concernsOrganization,
            Resources = resources.Texts,
            ResourceCount = resources.Count,
            Evidence = evidence.Texts,
            Count = count,
            CountHere = count,
            CauseNumber = causeNumber,
        };
    }

    /// <summary>Different texts, those of the most urgent findings first. All are counted, and the first few are kept.</summary>
    private sealed class Listing(int most)
    {
        private readonly HashSet<ulong> seen = [];
        private readonly Dictionary<string, ((bool, Severity, RuleLevel) Urgency, int Place)> kept = new(StringComparer.Ordinal);

        public int Count => seen.Count;

        public ImmutableArray<string> Texts => [.. kept.OrderBy(entry => entry.Value.Urgency).ThenBy(entry => entry.Value.Place).Select(entry => entry.Key)];

        public void Add(string text, (bool IsUnknown, Severity Severity, RuleLevel Level) urgency)
        {
            if (kept.TryGetValue(text, out var known))
            {
                if (urgency.CompareTo(known.Urgency) < 0)
                {
                    kept[text] = (urgency, known.Place);
                }
            }
            else if (seen.Add(HashOf(text)) && kept.Count < most)
            {
                kept.Add(text, (urgency, kept.Count));
            }
        }

        /// <summary>Enough to count: a text of a big fleet is not kept for it.</summary>
        private static ulong HashOf(string text) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
