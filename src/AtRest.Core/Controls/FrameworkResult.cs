using System.Collections.Immutable;

namespace AtRest.Core.Controls;

/// <summary>What an audit says about the controls of a framework.</summary>
public sealed record FrameworkResult
{
    /// <summary>Name and version.</summary>
    public required string Name { get; init; }

    public required string Source { get; init; }

    /// <summary>In the framework's order.</summary>
    public required ImmutableArray<ControlResult> Controls { get; init; }
}

/// <summary>What an audit says about a control.</summary>
public sealed record ControlResult
{
    public required Control Control { get; init; }

    public required ControlStatus Status { get; init; }

    /// <summary>The clusters, and the organization, in which a rule of the control fails, open failures first.</summary>
    public ImmutableArray<ControlFailure> Failures { get; init; } = [];

    /// <summary>Ids of the clusters in which a rule of the control could not be judged, and none fails openly.</summary>
    public ImmutableArray<string> NotJudged { get; init; } = [];
}

/// <summary>Where a control's rules fail.</summary>
/// <param name="Cluster">The cluster's id; null: the organization.</param>
/// <param name="Rules">The rules that fail there.</param>
/// <param name="Waived">Every failure there is accepted by a waiver.</param>
public sealed record ControlFailure(string? Cluster, ImmutableArray<string> Rules, bool Waived);

/// <summary>From good to bad, so that the worst is the maximum.</summary>
public enum ControlStatus
{
    /// <summary>No rule of the control had a subject in this audit.</summary>
    NotApplicable,

    /// <summary>Every rule that had a subject passes.</summary>
    Pass,

    /// <summary>Rules fail, and waivers accept every failure.</summary>
    Waived,

    /// <summary>No rule fails openly, and one could not be judged.</summary>
    Unknown,

    /// <summary>A rule fails, and no waiver accepts it.</summary>
    Fail,
}
