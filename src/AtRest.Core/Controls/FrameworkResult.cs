using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AtRest.Core.Inventory;

namespace AtRest.Core.Controls;

/// <summary>The results of an audit for the controls of a framework.</summary>
public sealed record FrameworkResult
{
    /// <summary>Name and version.</summary>
    public required string Name { get; init; }

    /// <summary>The framework's document.</summary>
    public required string Source { get; init; }

    /// <summary>The publisher's page about it.</summary>
    public required string Url { get; init; }

    /// <summary>In the framework's order.</summary>
    public required ImmutableArray<ControlResult> Controls { get; init; }
}

/// <summary>The result of an audit for a control.</summary>
public sealed record ControlResult
{
    public required Control Control { get; init; }

    public required ControlStatus Status { get; init; }

    /// <summary>The parts of the control that are not shown, with the reasons of <see cref="Gaps"/> in one text; null if everything is shown or nothing applies.</summary>
    public string? Reason { get; init; }

    /// <summary>The clusters, and the organization, in which a rule of the control fails, open failures first.</summary>
    public ImmutableArray<ControlFailure> Failures { get; init; } = [];

    /// <summary>The IDs of the clusters in which a rule of the control could not be judged and no rule has an open failure.</summary>
    public ImmutableArray<string> NotJudged { get; init; } = [];

    /// <summary>The parts that are not shown, each reason once.</summary>
    public ImmutableArray<ControlGap> Gaps { get; init; } = [];
}

/// <summary>A cluster, or the organization, in which rules of a control fail.</summary>
/// <param name="Cluster">The cluster's ID; null for the organization.</param>
/// <param name="Rules">The rules that fail there.</param>
/// <param name="Waived">Whether a waiver accepts every failure there.</param>
public sealed record ControlFailure(string? Cluster, ImmutableArray<string> Rules, bool Waived);

/// <summary>A part of a control that is not shown.</summary>
/// <param name="Reason">The reason, as sentences.</param>
/// <param name="Types">The declared types to which the reason applies, regardless of findings; empty if it comes from findings.</param>
/// <param name="Clusters">The IDs of the clusters, if the reason comes from findings.</param>
public sealed record ControlGap(string Reason, ImmutableArray<EncryptionType> Types, ImmutableArray<string> Clusters);

/// <summary>Ordered from best to worst, so that the worst is the maximum. A control that is shown in some clusters and not in others is <see cref="Partly"/> shown.</summary>
public enum ControlStatus
{
    /// <summary>No rule of the control was applicable in this audit.</summary>
    [JsonStringEnumMemberName("notApplicable")]
    NotApplicable,

    /// <summary>The rules show the whole requirement of the control, in every cluster.</summary>
    [JsonStringEnumMemberName("pass")]
    Pass,

    /// <summary>No rule fails, and the rules show a part of the control's requirement, or show it in some of the clusters.</summary>
    [JsonStringEnumMemberName("partly")]
    Partly,

    /// <summary>No rule fails, and the rules show no part of the control's requirement.</summary>
    [JsonStringEnumMemberName("notShown")]
    NotShown,

    /// <summary>Rules fail, and waivers accept every failure.</summary>
    [JsonStringEnumMemberName("waived")]
    Waived,

    /// <summary>No rule has an open failure, and at least one could not be judged.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>A rule fails, and no waiver accepts it.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,
}
