using System.Collections.Immutable;
using AtRest.Core.Inventory;

namespace AtRest.Core.Evidence;

/// <summary>
/// The evidence from all clouds for one organization: a slice for each cloud. Saved evidence has the members of all slices side by side. Sorted, so that equal
/// evidence has equal bytes.
/// </summary>
public sealed record CloudEvidence
{
    private ImmutableArray<EvidenceSlice> slices = [];

    public CloudEvidence()
    {
    }

    /// <param name="slices">Of one cloud each.</param>
    public CloudEvidence(params ImmutableArray<EvidenceSlice> slices) => this.slices = slices;

    /// <summary>The slices that were set; a cloud without one has an empty one.</summary>
    public IEnumerable<EvidenceSlice> Slices => slices;

    /// <summary>The identity with which each account was read, by cloud and account. Evidence saved by an earlier release has none.</summary>
    public ImmutableArray<AccountReader> Readers { get; init; } = [];

    /// <summary>A cloud's slice.</summary>
    public T Of<T>()
        where T : EvidenceSlice, new() => slices.OfType<T>().FirstOrDefault() ?? new T();

    /// <summary>The same evidence with another slice in the place of the one of its cloud.</summary>
    public CloudEvidence With(EvidenceSlice slice) => this with { slices = [.. slices.Where(other => other.GetType() != slice.GetType()), slice] };

    /// <summary>Every piece of evidence of every cloud.</summary>
    public IEnumerable<ICollected> Entries() => slices.SelectMany(slice => slice.Entries());

    /// <summary>Leaves out what an audit of these clusters alone would not have read: a report lists only what it rests on.</summary>
    public CloudEvidence Narrow(Organization organization) => new([.. slices.Select(slice => slice.Narrow(organization))])
    {
        Readers = [.. Readers.Where(reader => slices.FirstOrDefault(slice => slice.Cloud == reader.Cloud)?.NeedsReader(reader, organization) ?? true)],
    };

    /// <summary>Puts evidence together that was read apart: by several collectors, or in several batches.</summary>
    /// <param name="parts">In an order that does not depend on when they were read.</param>
    public static CloudEvidence Merge(IReadOnlyCollection<CloudEvidence> parts) => new(
        [.. parts.SelectMany(part => part.slices).GroupBy(slice => slice.GetType()).Select(group => group.ToImmutableArray()).Select(copies => copies is [var only] ? only : copies[0].Merge(copies))])
    {
        Readers = [.. AccountReader.Merge(parts.SelectMany(part => part.Readers))],
    };

    /// <summary>For readers of saved evidence, which get one member after the other.</summary>
    internal EvidenceSlice GetOrAdd(Type type, Func<EvidenceSlice> create)
    {
        if (slices.FirstOrDefault(slice => slice.GetType() == type) is not { } found)
        {
            slices = slices.Add(found = create());
        }

        return found;
    }
}
