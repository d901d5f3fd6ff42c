using System.Collections.Immutable;
using AtRest.Core.Inventory;

namespace AtRest.Core.Controls;

/// <summary>A framework and its mapped controls. Generated code, which reads it, sets a list that is missing to an uninitialized one: it is empty.</summary>
public sealed record ControlFramework
{
    /// <summary>Name and version.</summary>
    public required string Name { get; init; }

    /// <summary>Short names that people use for it.</summary>
    public ImmutableArray<string> Aliases { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The framework's document, with its version. Never a mapping by a third party.</summary>
    public required string Source { get; init; }

    /// <summary>The publisher's page about that document.</summary>
    public required string Url { get; init; }

    /// <summary>
    /// Whether its controls are about resources of a cloud, so that they do not apply to a cluster without such resources. The controls of other frameworks
    /// are about the organization, and are not shown if no rule maps to them.
    /// </summary>
    public bool AboutResources { get; init; }

    /// <summary>In the framework's order.</summary>
    public required ImmutableArray<Control> Controls { get; init; }
}

/// <summary>A control of a framework, the rules that map to it, and which part of its text they show. A list that is missing is empty.</summary>
public sealed record Control
{
    public required string Id { get; init; }

    /// <summary>A short statement of its requirement in our words, because the texts of the frameworks are copyrighted.</summary>
    public required string Title { get; init; }

    /// <summary>The clause of the framework's document.</summary>
    public required string Source { get; init; }

    /// <summary>The publisher's page about this control, if there is one.</summary>
    public string? Url { get; init; }

    /// <summary>The IDs of rules. Each rule that applies to a cluster's type must pass; otherwise the control is not shown for that cluster.</summary>
    public required ImmutableArray<string> Rules { get; init; }

    /// <summary>The declared types for which the rules can show it; empty for all types to which one of its rules applies.</summary>
    public ImmutableArray<EncryptionType> Types { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Why it is not shown for clusters of other types.</summary>
    public string? OtherTypes { get; init; }

    /// <summary>Rules of which one must pass.</summary>
    public ImmutableArray<string> Either { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Rules that may be not applicable, as long as another rule passes.</summary>
    public ImmutableArray<string> Optional { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The checks whose results replace those of rules, if the control has another requirement than the rule.</summary>
    public ImmutableArray<ControlMeasure> Measures { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The part of its requirement that no rule shows, as sentences. With it, the control can only be partly shown.</summary>
    public string? NotShown { get; init; }

    /// <summary>Whether its rules can show it for clusters of a type.</summary>
    public bool HoldsFor(EncryptionType type) => Types.IsEmpty || Types.Contains(type);
}

/// <summary>A check with a control's own threshold, whose result replaces that of a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Check">The name of one of <see cref="ControlChecks"/>.</param>
/// <param name="Days">The threshold, if the check has one.</param>
public sealed record ControlMeasure(string Rule, string Check, int? Days);
