using System.Collections.Immutable;
using AtRest.Core.Inventory;

namespace AtRest.Core.Controls;

/// <summary>A framework and what of it was mapped.</summary>
public sealed record ControlFramework
{
    /// <summary>Name and version.</summary>
    public required string Name { get; init; }

    /// <summary>Short names that people use for it.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>The framework's own document, with its version: never a third party's mapping.</summary>
    public required string Source { get; init; }

    /// <summary>The publisher's page about that document.</summary>
    public required string Url { get; init; }

    /// <summary>
    /// Its controls are about resources of a cloud: where a cluster has no such resource they do not apply. The controls of other frameworks
    /// are about the organization: where no rule speaks to them, they are not shown.
    /// </summary>
    public bool AboutResources { get; init; }

    /// <summary>In the framework's order.</summary>
    public required ImmutableArray<Control> Controls { get; init; }
}

/// <summary>A control of a framework, the rules that speak to it, and how far they show what its text asks for.</summary>
public sealed record Control
{
    public required string Id { get; init; }

    /// <summary>What it asks for, in a few words of our own: the frameworks' texts are theirs.</summary>
    public required string Title { get; init; }

    /// <summary>The clause of the framework's own document.</summary>
    public required string Source { get; init; }

    /// <summary>A page of the publisher about this control alone, if there is one.</summary>
    public string? Url { get; init; }

    /// <summary>Ids of rules. Each that applies to a cluster's type has to pass, or the control is not shown for that cluster.</summary>
    public required ImmutableArray<string> Rules { get; init; }

    /// <summary>The declared types for which the rules can show it; empty: all to which one of its rules applies.</summary>
    public ImmutableArray<EncryptionType> Types { get; init; } = [];

    /// <summary>Why it is not shown for clusters of other types.</summary>
    public string? OtherTypes { get; init; }

    /// <summary>Rules of which one is enough.</summary>
    public ImmutableArray<string> Either { get; init; } = [];

    /// <summary>Rules that need not apply: without their subject nothing is missing, as long as another rule passes.</summary>
    public ImmutableArray<string> Optional { get; init; } = [];

    /// <summary>Where the control asks for something else than the rule, what counts instead of the rule's result.</summary>
    public ImmutableArray<ControlMeasure> Measures { get; init; } = [];

    /// <summary>What its text asks for and no rule shows, as sentences: with this the control is shown partly at best.</summary>
    public string? NotShown { get; init; }

    /// <summary>Whether its rules can show it for clusters of a type.</summary>
    public bool HoldsFor(EncryptionType type) => Types.IsEmpty || Types.Contains(type);
}

/// <summary>A control's own threshold: what counts instead of a rule's result.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Check">The name of one of <see cref="ControlChecks"/>.</param>
/// <param name="Days">The threshold, if the check has one.</param>
public sealed record ControlMeasure(string Rule, string Check, int? Days);
