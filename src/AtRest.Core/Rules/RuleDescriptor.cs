namespace AtRest.Core.Rules;

/// <summary>The catalogue entry of a rule.</summary>
public sealed record RuleDescriptor
{
    /// <summary>Never changes, because waivers, reports and tickets refer to it.</summary>
    public required string Id { get; init; }

    /// <summary>A short statement of what is true when the rule passes.</summary>
    public required string Title { get; init; }

    public required RuleLevel Level { get; init; }

    /// <summary>The severity of an ordinary failure; an outcome may state its own.</summary>
    public required Severity Severity { get; init; }

    /// <summary>A rule about keys names their cloud: a key that is declared in another cloud is not its to judge.</summary>
    public required AppliesTo AppliesTo { get; init; }
}
