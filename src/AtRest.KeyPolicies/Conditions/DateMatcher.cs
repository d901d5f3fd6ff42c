using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Conditions;

/// <summary>The date operators, such as <c>DateEquals</c> and <c>DateLessThan</c>. A value that is not a date never matches.</summary>
internal sealed class DateMatcher(Relation relation, string value) : ValueMatcher
{
    private readonly Int128? date = PolicyDate.TryParse(value, out var ticks) ? ticks : null;

    public override bool CanMatch => date is not null;

    public override Ternary Match(string value, AccessRequest request) =>
        Logic.From(date is { } expected && PolicyDate.TryParse(value, out var actual) && relation.Holds(actual.CompareTo(expected)));
}
