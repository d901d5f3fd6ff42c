using System.Collections.Immutable;
using AtRest.Core.Inventory;

namespace AtRest.Core.Evidence;

/// <summary>
/// The evidence of one cloud: everything that other code needs to do with it without a list of its parts. Its public members are its members below <c>clouds</c> in saved evidence.
/// </summary>
public abstract record EvidenceSlice
{
    /// <summary>The <see cref="AccountReader.Cloud"/> of the identities that read it: <c>aws</c>.</summary>
    protected internal abstract string Cloud { get; }

    /// <summary>Every piece of evidence, including calls that were not made.</summary>
    protected internal abstract IEnumerable<ICollected> Entries();

    /// <summary>What it is about, in order: the same for batches that read the same things.</summary>
    protected internal virtual IEnumerable<string> Subjects() => [];

    /// <summary>For each list of it, the name in saved evidence and what identifies its items: none may be there twice.</summary>
    protected internal virtual IEnumerable<(string List, IEnumerable<string> Identities)> Identities() => [];

    /// <summary>What one collection for all clusters would have given.</summary>
    /// <param name="parts">The slices of this cloud, one or more, in an order that does not depend on when they were read.</param>
    protected internal abstract EvidenceSlice Merge(ImmutableArray<EvidenceSlice> parts);

    /// <summary>Leaves out what an audit of these clusters alone would not have read.</summary>
    protected internal abstract EvidenceSlice Narrow(Organization organization);

    /// <summary>Whether an audit of these clusters alone would have used the identity. Asked of the slice before it is narrowed.</summary>
    protected internal virtual bool NeedsReader(AccountReader reader, Organization organization) => true;
}

/// <inheritdoc cref="EvidenceSlice"/>
/// <typeparam name="TSelf">The slice itself.</typeparam>
public abstract record EvidenceSlice<TSelf> : EvidenceSlice
    where TSelf : EvidenceSlice<TSelf>
{
    protected internal sealed override EvidenceSlice Merge(ImmutableArray<EvidenceSlice> parts) => MergeParts([.. parts.Cast<TSelf>()]);

    /// <inheritdoc cref="EvidenceSlice.Merge"/>
    protected abstract TSelf MergeParts(ImmutableArray<TSelf> parts);
}
