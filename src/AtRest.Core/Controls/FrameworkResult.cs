using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AtRest.Core.Inventory;

namespace AtRest.Core.Controls;

/// <summary>What an audit says about the controls of a framework.</summary>
public sealed record FrameworkResult
{
    /// <summary>Name and version.</summary>
    public required string Name { get; init; }

    /// <summary>The framework's own document.</summary>
    public required string Source { get; init; }

    /// <summary>The publisher's page about it.</summary>
    public required string Url { get; init; }

    /// <summary>In the framework's order.</summary>
    public required ImmutableArray<ControlResult> Controls { get; init; }
}

/// <summary>What an audit says about a control.</summary>
public sealed record ControlResult
{
    public required Control Control { get; init; }

    public required ControlStatus Status { get; init; }

    /// <summary>What is not shown of the control and why, the reasons of <see cref="Gaps"/> in one text; null if everything is shown or nothing applies.</summary>
    public string? Reason { get; init; }

    /// <summary>The clusters, and the organization, in which a rule of the control fails, open failures first.</summary>
    public ImmutableArray<ControlFailure> Failures { get; init; } = [];

    /// <summary>Ids of the clusters in which a rule of the control could not be judged, and none fails openly.</summary>
    public ImmutableArray<string> NotJudged { get; init; } = [];

    /// <summary>What is not shown, each reason once.</summary>
    public ImmutableArray<ControlGap> Gaps { get; init; } = [];
}

/// <summary>Where a control's rules fail.</summary>
/// <param name="Cluster">The cluster's id; null: the organization.</param>
/// <param name="Rules">The rules that fail there.</param>
/// <param name="Waived">Every failure there is accepted by a waiver.</param>
public sealed record ControlFailure(string? Cluster, ImmutableArray<string> Rules, bool Waived);

/// <summary>What is not shown of a control.</summary>
/// <param name="Reason">Why, as sentences.</param>
/// <param name="Types">The declared types to which the reason applies, whatever the findings; empty if it comes from findings.</param>
/// <param name="Clusters">Ids of the clusters, where the reason comes from findings.</param>
public sealed record ControlGap(string Reason, ImmutableArray<EncryptionType> Types, ImmutableArray<string> Clusters);

/// <summary>From good to bad, so that the worst is the maximum; but a control that is shown in some clusters and not in others is <see cref="Partly"/> shown.</summary>
public enum ControlStatus
{
    /// <summary>No rule of the control had a subject in this audit.</summary>
    [JsonStringEnumMemberName("notApplicable")]
    NotApplicable,

    /// <summary>The rules show what the control's text asks for, in every cluster.</summary>
    [JsonStringEnumMemberName("pass")]
    Pass,

    /// <summary>No rule fails, and the rules show a part of what the control's text asks for, or show it in some of the clusters.</summary>
    [JsonStringEnumMemberName("partly")]
    Partly,

    /// <summary>No rule fails, and the rules show nothing of what the control's text asks for.</summary>
    [JsonStringEnumMemberName("notShown")]
    NotShown,

    /// <summary>Rules fail, and waivers accept every failure.</summary>
    [JsonStringEnumMemberName("waived")]
    Waived,

    /// <summary>No rule fails openly, and one could not be judged.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>A rule fails, and no waiver accepts it.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,
}
