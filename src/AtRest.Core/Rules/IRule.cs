namespace AtRest.Core.Rules;

/// <summary>A rule of the catalogue: a pure function of declaration and evidence.</summary>
public interface IRule
{
    RuleDescriptor Descriptor { get; }

    /// <summary>
    /// Judges one cluster. Gives at least one outcome, and one per key where the rule is about keys. Sees no clock, does no I/O.
    /// </summary>
    IEnumerable<Outcome> Evaluate(RuleContext context);
}
