using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>A rule's outcome in a report, with everything that its reader needs.</summary>
public sealed record Finding
{
    public required string RuleId { get; init; }

    public required string Title { get; init; }

    public required RuleLevel Level { get; init; }

    public required FindingStatus Status { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>The key or other resource that was judged; null: the cluster itself.</summary>
    public string? Resource { get; init; }

    public required string Message { get; init; }

    public string? Consequence { get; init; }

    public string? Remedy { get; init; }

    public string? RemedyCode { get; init; }

    /// <summary>The key policy statements that the message is about, from 0. Not a part of reports: their messages name them.</summary>
    public ImmutableArray<int> Statements { get; init; } = [];

    /// <summary>The reasons for missing evidence, if nothing could be judged because of it. Not a part of reports: their messages quote them.</summary>
    public ImmutableArray<Absence> Causes { get; init; } = [];

    /// <summary>The active waiver that accepts this failure.</summary>
    public Waiver? Waiver { get; init; }

    /// <summary>IDs of <see cref="EvidenceEntry"/>.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    /// <summary>Control IDs by framework.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Controls { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>A failure that no waiver accepts.</summary>
    public bool IsOpenFailure => Status == FindingStatus.Fail && Waiver is null;
}
