using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Conditions;

/// <summary>One value of a condition, compiled: compares, regardless of negation and sets.</summary>
internal abstract class ValueMatcher
{
    /// <summary>False if the value is malformed: then it matches nothing.</summary>
    public virtual bool CanMatch => true;

    /// <summary>Whether any value, the empty one too, would match.</summary>
    public virtual bool MatchesEverything => false;

    /// <summary>Whether the request fills the value's variables.</summary>
    public virtual VariableState Variables(AccessRequest request) => VariableState.Filled;

    /// <summary>Unknown only because of a variable that is unknown; No if one is absent.</summary>
    public abstract Ternary Match(string value, AccessRequest request);
}
