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

    /// <summary>A rule about keys names their cloud: a key that is declared in another cloud is not its to judge.</summary>
    public required AppliesTo AppliesTo { get; init; }
}
