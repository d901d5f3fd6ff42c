using System.Collections.Immutable;

namespace AtRest.Core.Controls;

/// <summary>A framework and what of it was mapped.</summary>
public sealed record ControlFramework
{
    /// <summary>Name and version.</summary>
    public required string Name { get; init; }

    /// <summary>Short names that people use for it.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Where the framework, or its mapping, was read.</summary>
    public required string Source { get; init; }

    /// <summary>In the framework's order.</summary>
    public required ImmutableArray<Control> Controls { get; init; }
}

/// <summary>A control of a framework, and the rules that speak to it.</summary>
public sealed record Control
{
    public required string Id { get; init; }

    /// <summary>What it asks for, in a few words of our own: the frameworks' texts are theirs.</summary>
    public required string Title { get; init; }

    /// <summary>Where the control, or its mapping, was read: an address, or a description.</summary>
    public required string Source { get; init; }

    /// <summary>Ids of rules. Passing all of them does not by itself fulfil the control.</summary>
    public required ImmutableArray<string> Rules { get; init; }
}
