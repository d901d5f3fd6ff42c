using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Audits;

/// <summary>How much of the evidence of an audit, or of a part of it, could be read.</summary>
public sealed record CollectionSummary
{
    /// <summary>The number of pieces that the clouds answered, also with "it does not exist". Calls that were not necessary are not counted.</summary>
    public required int Read { get; init; }

    /// <summary>The number of pieces that could not be read.</summary>
    public required int NotRead { get; init; }

    /// <summary>Some of the pieces that could not be read.</summary>
    public ImmutableArray<UnreadEvidence> Unread { get; init; } = [];

    /// <summary>Counts the evidence, each piece once.</summary>
    /// <param name="clouds">The evidence.</param>
    /// <param name="most">The largest number of unread pieces to list.</param>
    public static CollectionSummary Of(CloudEvidence clouds, int most)
    {
        var (read, notRead, unread, seen) = (0, 0, ImmutableArray.CreateBuilder<UnreadEvidence>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var piece in clouds.Entries())
        {
            if (piece.WhyAbsent is { Kind: AbsenceKind.NotCollected } || !seen.Add(piece.Reference.Id))
            {
                continue;
            }

            if (piece.WhyAbsent is not { Kind: AbsenceKind.Denied or AbsenceKind.Failed or AbsenceKind.NotAttempted } absence)
            {
                read++;
                continue;
            }

            notRead++;
            if (unread.Count < most)
            {
                unread.Add(new UnreadEvidence(piece.Source, piece.Resource, absence.Cause));
            }
        }

        return new CollectionSummary { Read = read, NotRead = notRead, Unread = unread.ToImmutable() };
    }
}

/// <summary>A piece of evidence that could not be read.</summary>
/// <param name="Source">The call, such as <c>kms:GetKeyPolicy</c>.</param>
/// <param name="Resource">What the call is about.</param>
/// <param name="Cause">Why it could not be read: a sentence for the customer.</param>
public sealed record UnreadEvidence(string Source, string Resource, string Cause);
