using AtRest.Core.Policies.Matching;

namespace AtRest.Core.Policies.Conditions;

/// <summary><c>DateEquals</c>, <c>DateLessThan</c> … What is no date never matches.</summary>
internal sealed class DateMatcher(Relation relation, string value) : ValueMatcher
{
    private readonly Int128? _expected = PolicyDate.TryParse(value, out var ticks) ? ticks : null;

    public override bool CanMatch => _expected is not null;

    public override Ternary Match(string value, AccessRequest request) =>
        Logic.From(_expected is { } expected && PolicyDate.TryParse(value, out var actual) && relation.Holds(actual.CompareTo(expected)));
}
