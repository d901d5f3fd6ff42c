using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Conditions;

/// <summary>The numeric operators, such as <c>NumericEquals</c> and <c>NumericLessThan</c>. A value that is not a number never matches.</summary>
internal sealed class NumericMatcher(Relation relation, string value) : ValueMatcher
{
    private readonly string number = value;

    public override bool CanMatch { get; } = PolicyNumber.TryParse(value, out _);

    public override Ternary Match(string value, AccessRequest request) =>
        Logic.From(
            PolicyNumber.TryParse(number, out var expected)
            && PolicyNumber.TryParse(value, out var actual)
            && relation.Holds(actual.CompareTo(expected)));
}
