namespace AtRest.KeyPolicies.Conditions;

/// <summary><c>Null</c>: checks whether the key is present. <see cref="ConditionMatcher"/> passes <c>true</c> for an absent key and <c>false</c> for a present key.</summary>
internal sealed class NullMatcher(string value) : ValueMatcher
{
    /// <summary>True if the key must be absent, false if it must be present, null if the value is malformed.</summary>
    private readonly bool? wantsAbsent = BoolMatcher.Parse(value);

    public override Ternary Match(string value, AccessRequest request) =>
        Matching.Logic.From(wantsAbsent is { } wanted && BoolMatcher.Parse(value) == wanted);
}
