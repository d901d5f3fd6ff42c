namespace AtRest.KeyPolicies.Conditions;

/// <summary><c>Null</c>: checks only whether the key is present. <see cref="ConditionMatcher"/> passes <c>true</c> for absent, <c>false</c> for present.</summary>
internal sealed class NullMatcher(string value) : ValueMatcher
{
    /// <summary>True if the condition wants the key absent, false if present, null if the value is malformed.</summary>
    private readonly bool? wantsAbsent = BoolMatcher.Parse(value);

    public override Ternary Match(string value, AccessRequest request) =>
        Matching.Logic.From(wantsAbsent is { } wanted && BoolMatcher.Parse(value) == wanted);
}
