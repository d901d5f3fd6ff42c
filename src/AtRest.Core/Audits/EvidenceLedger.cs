using System.Collections.Immutable;
using System.Globalization;
using AtRest.Core.Costs;
using AtRest.Core.Evidence;
using AtRest.Core.Packing;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Audits;

/// <summary>All calls that were made and that a report is based on, each call once, found in one pass over the evidence.</summary>
internal sealed class EvidenceLedger
{
    private static readonly int PrefixLength = "ev-".Length;

    private readonly HashSet<long> made = [];
    private readonly Dictionary<string, ImmutableArray<Absence>> absences = new(StringComparer.Ordinal);

    private EvidenceLedger(CloudEvidence clouds)
    {
        var (sources, equal) = (new SortedDictionary<string, SourceEntries>(StringComparer.Ordinal), new Dictionary<Absence, Absence>());
        var calls = new SortedDictionary<(string Operation, string Partition), CallCount>(Comparer<(string Operation, string Partition)>.Create(
            (first, second) => string.CompareOrdinal(first.Operation, second.Operation) is not 0 and var order ? order : string.CompareOrdinal(first.Partition, second.Partition)));
        foreach (var collected in clouds.Entries())
        {
            var entry = Entry(collected);
            if (entry.Absence is { } absence)
            {
                var known = absences.GetValueOrDefault(entry.Id, []);
                absences[entry.Id] = known.Contains(absence) ? known : known.Add(equal.TryAdd(absence, absence) ? absence : equal[absence]);
            }

            if (entry.WasMade && made.Add(NumberOf(entry.Id)))
            {
                (ReadFrom, ReadUntil) = (Earlier(ReadFrom, entry.CollectedAt), Later(ReadUntil, entry.CollectedAt));
                if (!sources.TryGetValue(entry.Source, out var list))
                {
                    sources.Add(entry.Source, list = new SourceEntries());
                }

                list.Add(entry);
                var place = (entry.Source, Partition: Arn.TryParse(entry.Resource, out var arn) ? arn.Partition : "");
                var known = calls.GetValueOrDefault(place, new CallCount(place.Source, place.Partition, 0, 0));
                calls[place] = known with { Calls = known.Calls + (collected.Calls ?? 0), Uncounted = known.Uncounted + (collected.Calls is null ? 1 : 0) };
            }
        }

        Calls = [.. calls.Values];

        Entries = new ListSequence<EvidenceEntry>([.. sources.Values.Select(list => list.Sorted())]);
    }

    /// <summary>Each call once, by source and resource.</summary>
    public IReadOnlyCollection<EvidenceEntry> Entries { get; }

    /// <summary>How many calls were made, by operation.</summary>
    public ImmutableArray<CallCount> Calls { get; }

    /// <summary>When the first piece of evidence was read; null if there is none.</summary>
    public DateTimeOffset? ReadFrom { get; }

    /// <summary>When the last piece of evidence was read; null if there is none.</summary>
    public DateTimeOffset? ReadUntil { get; }

    public static EvidenceLedger Of(CloudEvidence clouds) => new(clouds);

    /// <summary>Whether the call of an ID was made.</summary>
    public bool WasMade(string id) => made.Contains(NumberOf(id));

    /// <summary>Why evidence of an ID has no value; calls that were not made are among them.</summary>
    public ImmutableArray<Absence> Absences(string id) => absences.GetValueOrDefault(id, []);

    /// <summary>The digits of an ID: a report of a big fleet has hundreds of thousands of them.</summary>
    private static long NumberOf(string id) => long.Parse(id.AsSpan(PrefixLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static DateTimeOffset Earlier(DateTimeOffset? known, DateTimeOffset other) => known is { } time && time <= other ? time : other;

    private static DateTimeOffset Later(DateTimeOffset? known, DateTimeOffset other) => known is { } time && time >= other ? time : other;

    private static EvidenceEntry Entry(ICollected collected)
    {
        var absence = collected.WhyAbsent;
        var reference = collected.Reference;
        return new EvidenceEntry
        {
            Id = reference.Id,
            Source = reference.Source,
            Resource = reference.Resource,
            CollectedAt = absence?.Call?.At ?? collected.CollectedAt,
            Sha256 = collected.Sha256,
            Outcome = (absence?.Call?.Kind ?? absence?.Kind) switch
            {
                null => EvidenceOutcome.Read,
                AbsenceKind.Denied => EvidenceOutcome.Denied,
                AbsenceKind.NotFound => EvidenceOutcome.NotFound,
                AbsenceKind.Failed or AbsenceKind.Unsupported or AbsenceKind.NotCollected or AbsenceKind.NotAttempted => EvidenceOutcome.Failed,
                _ => throw new ArgumentOutOfRangeException(nameof(collected), absence?.Kind, null),
            },
            Detail = absence?.Cause,
            Absence = absence,
        };
    }

    /// <summary>The entries of one source.</summary>
    private sealed class SourceEntries
    {
        private readonly PackedList<EvidenceEntry> list = new(PackedBlocks.LongSize);
        private string last = "";
        private bool isSorted = true;

        public void Add(EvidenceEntry entry)
        {
            isSorted = isSorted && string.CompareOrdinal(last, entry.Resource) <= 0;
            last = entry.Resource;
            list.Add(entry);
        }

        /// <summary>By resource. Keys come sorted, so that most lists need not be read for this.</summary>
        public PackedList<EvidenceEntry> Sorted() => isSorted ? list : list.SortedBy(entry => entry.Resource);
    }
}
