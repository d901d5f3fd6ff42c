using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Audits;

/// <summary>
/// Equal findings, shown once: a role that cannot be assumed makes twenty rules unknown for each of its clusters, and one
/// message with one remedy is clearer than a hundred. A finding with several causes is in the group of each cause. A group has counts, one example and a few texts, so that it stays small in a big fleet.
/// </summary>
public sealed record FindingGroup
{
    /// <summary>The maximum number of texts, resources and evidence entries that a group lists.</summary>
    public const int MostListed = 20;

    /// <summary>The first and most urgent of them.</summary>
    public required Finding First { get; init; }

    /// <summary>The common message, or the shared causes; at most <see cref="MostListed"/>.</summary>
    public required ImmutableArray<string> Messages { get; init; }

    /// <summary>The number of different messages or causes.</summary>
    public required int MessageCount { get; init; }

    /// <summary>IDs of rules.</summary>
    public required ImmutableArray<string> Rules { get; init; }

    /// <summary>IDs of all clusters, in the report's order.</summary>
    public required ImmutableArray<string> Clusters { get; init; }

    /// <summary>Whether a finding about the organization as a whole is among them.</summary>
    public required bool ConcernsOrganization { get; init; }

    /// <summary>At most <see cref="MostListed"/>.</summary>
    public required ImmutableArray<string> Resources { get; init; }

    /// <summary>The number of different resources.</summary>
    public required int ResourceCount { get; init; }

    /// <summary>IDs of evidence entries; at most <see cref="MostListed"/>.</summary>
    public required ImmutableArray<string> Evidence { get; init; }

    /// <summary>The number of findings in it.</summary>
    public required int Count { get; init; }

    /// <summary>The number of findings in it that no more urgent group has. A finding with several causes is in the group of each of them.</summary>
    public required int CountHere { get; init; }

    /// <summary>The number of the cause, from 1, in the order of the report; null for a group whose evidence is not missing.</summary>
    public int? CauseNumber { get; init; }

    /// <summary>Nothing could be judged because evidence is missing.</summary>
    public bool IsUnread => CauseNumber is not null;

    /// <summary>The findings that need action, most urgent first: open failures before what could not be judged, required before recommended.</summary>
    public static IReadOnlyList<FindingGroup> Of(AuditReport report)
    {
        var groups = new FindingGroups(report);
        foreach (var cluster in report.Clusters)
        {
            groups.Add(cluster);
        }

        return groups.All();
    }

    /// <summary>The remedy for all causes; null if none is known.</summary>
    public static string? RemedyOf(ImmutableArray<Absence> causes)
    {
        var remedies = causes.Select(cause => cause.Remedy).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return remedies.Count == 0 ? null : string.Join(" ", remedies);
    }
}
