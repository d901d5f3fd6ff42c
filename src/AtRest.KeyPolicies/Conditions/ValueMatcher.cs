using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Conditions;

/// <summary>A compiled value of a condition. Compares one value of a request with it, without negation and set operators.</summary>
internal abstract class ValueMatcher
{
    /// <summary>False if the value is malformed and so matches nothing.</summary>
    public virtual bool CanMatch => true;

    /// <summary>Whether every value matches, including the empty one.</summary>
    public virtual bool MatchesEverything => false;

    /// <summary>Whether the request has values for the variables.</summary>
    public virtual VariableState Variables(AccessRequest request) => VariableState.Filled;

    /// <summary>Whether a value of the request matches. Unknown if a variable is unknown; No if a variable has no value.</summary>
    public abstract Ternary Match(string value, AccessRequest request);
}
