using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The waivers of an organization.</summary>
/// <param name="Waivers">The first to end first.</param>
internal sealed record WaiverListBody(ImmutableArray<WaiverBody> Waivers);

/// <summary>A declared waiver.</summary>
internal sealed record WaiverBody
{
    public required string Rule { get; init; }

    public required string Cluster { get; init; }

    public required string Reason { get; init; }

    public required string Owner { get; init; }

    public required string ApprovedBy { get; init; }

    /// <summary>The last day on which it applies.</summary>
    public required DateOnly Expires { get; init; }

    /// <summary><c>active</c>, <c>expired</c> or <c>unused</c>; left out if the newest report does not have the waiver.</summary>
    public string? State { get; init; }

    public static WaiverBody Of(Waiver waiver, WaiverState? state) => new()
    {
        Rule = waiver.Rule,
        Cluster = waiver.Cluster,
        Reason = waiver.Reason,
        Owner = waiver.Owner,
        ApprovedBy = waiver.ApprovedBy,
        Expires = waiver.Expires,
        State = state is { } known ? WireWord.Of(known) : null,
    };
}
