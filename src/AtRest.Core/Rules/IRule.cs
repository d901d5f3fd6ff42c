namespace AtRest.Core.Rules;

/// <summary>A rule of the catalogue: a pure function of declaration and evidence.</summary>
public interface IRule
{
    RuleDescriptor Descriptor { get; }

    /// <summary>
    /// Judges one cluster. Returns at least one outcome, and one per key if the rule is about keys. Reads no clock and does no I/O.
    /// </summary>
    IEnumerable<Outcome> Evaluate(RuleContext context);
}
