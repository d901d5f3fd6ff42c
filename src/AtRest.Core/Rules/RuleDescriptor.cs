using AtRest.Core.Inventory;

namespace AtRest.Core.Rules;

/// <summary>What stands in the catalogue about a rule.</summary>
public sealed record RuleDescriptor
{
    /// <summary>Stable for ever: it stands in waivers, reports and tickets.</summary>
    public required string Id { get; init; }

    /// <summary>What holds when the rule passes, in a short sentence.</summary>
    public required string Title { get; init; }

    public required RuleLevel Level { get; init; }

    /// <summary>The severity of an ordinary failure; an outcome may state its own.</summary>
    public required Severity Severity { get; init; }

    public required EncryptionType AppliesTo { get; init; }
}
