using System.Collections.Immutable;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Conditions;

/// <summary>
/// Matches one condition: one key of one operator. Handles set operators, negation, absent keys and unknown keys; the values are compared by
/// <see cref="ValueMatcher"/>
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).
/// </summary>
internal sealed class ConditionMatcher
{
    private readonly ImmutableArray<ValueMatcher> matchers;

    public ConditionMatcher(PolicyCondition condition, PolicyVersion version)
    {
        Condition = condition;
        matchers = [.. condition.Values.Select(value => ValueMatchers.Compile(condition.Operator.Comparison, value, version))];
    }

    public PolicyCondition Condition { get; }

    public Ternary Match(AccessRequest request)
    {
        var state = RequestContext.Find(request, Condition.Key, out var present);
        if (Condition.Operator.Comparison == ConditionComparison.Null)
        {
            return MatchNull(state, present, request);
        }

        if (state == KeyState.Absent && Condition.Operator.IfExists)
        {
            return Ternary.Yes;
        }

        // AWS documents for a variable without a value: positive operators "don't match, and the policy statement does not take effect",
        // "inverted condition operators do match against a null value", since no value is equal to it.
        var variables = Condition.Operator.IsNegated ? VariableState.Filled : Variables(request);
        if (variables == VariableState.Unfilled)
        {
            return state == KeyState.Unknown && Condition.Operator.IfExists ? Ternary.Unknown : Ternary.No;
        }

        var result = state switch
        {
            KeyState.Absent => WhenAbsent(),
            KeyState.Present => Compare(present, request),
            _ => WhenUnknown(request),
        };
        return variables == VariableState.MaybeUnfilled ? Logic.And(result, Ternary.Unknown) : result;
    }

    /// <summary>Whether the request has a value for each variable in the condition.</summary>
    public VariableState Variables(AccessRequest request)
    {
        var worst = VariableState.Filled;
        foreach (var matcher in matchers)
        {
            var state = matcher.Variables(request);
            worst = (VariableState)Math.Max((byte)state, (byte)worst);
        }

        return worst;
    }

    private Ternary MatchNull(KeyState state, ImmutableArray<string> present, AccessRequest request) =>
        state == KeyState.Unknown
            ? Logic.And(MatchesAny("true", request), MatchesAny("false", request)) == Ternary.Yes ? Ternary.Yes
                : Logic.And(Ternary.Unknown, Logic.Or(MatchesAny("true", request), MatchesAny("false", request)))
            : MatchesAny(state == KeyState.Absent || IsNullDataSet(present) ? "true" : "false", request);

    private Ternary Compare(ImmutableArray<string> present, AccessRequest request)
    {
        switch (Condition.Operator.Quantifier)
        {
            case SetQuantifier.ForAllValues:
                var all = Ternary.Yes;
                foreach (var value in IsNullDataSet(present) ? [] : present)
                {
                    all = Logic.And(all, Element(value, request));
                }

                return all;
            case SetQuantifier.ForAnyValue:
                var any = Ternary.No;
                foreach (var value in IsNullDataSet(present) ? [] : present)
                {
                    any = Logic.Or(any, Element(value, request));
                }

                return any;
            default:
                // AWS requires a set operator for keys with several values. Without one, at least one value must match; if negated, no value may match.
                var found = Ternary.No;
                foreach (var value in present)
                {
                    found = Logic.Or(found, MatchesAny(value, request));
                }

                return Condition.Operator.IsNegated ? Logic.Not(found) : found;
        }
    }

    private Ternary Element(string value, AccessRequest request) =>
        Condition.Operator.IsNegated ? Logic.Not(MatchesAny(value, request)) : MatchesAny(value, request);

    private Ternary MatchesAny(string value, AccessRequest request)
    {
        var any = Ternary.No;
        foreach (var matcher in matchers)
        {
            any = Logic.Or(any, matcher.Match(value, request));
            if (any == Ternary.Yes)
            {
                break;
            }
        }

        return any;
    }

    private Ternary WhenAbsent() => Condition.Operator.Quantifier switch
    {
        SetQuantifier.ForAllValues => Ternary.Yes,
        SetQuantifier.ForAnyValue => Ternary.No,
        _ => Logic.From(Condition.Operator.IsNegated),
    };

    /// <summary>The result for an unknown key. Yes or No if it is the same whether the key is absent or has any value.</summary>
    private Ternary WhenUnknown(AccessRequest request)
    {
        bool canMatch = false, mustMatch = false;
        foreach (var matcher in matchers)
        {
            canMatch |= matcher.CanMatch && matcher.Variables(request) != VariableState.Unfilled;
            mustMatch |= matcher.MatchesEverything;
        }

        var (canHold, canFail) = Condition.Operator.IsNegated ? (!mustMatch, canMatch) : (canMatch, !mustMatch);
        var absent = Condition.Operator.IfExists ? Ternary.Yes : WhenAbsent();

        // A set operator treats an empty value as no value, to which IfExists does not apply.
        var empty = Condition.Operator.Quantifier == SetQuantifier.None ? absent : WhenAbsent();
        canHold |= absent == Ternary.Yes || empty == Ternary.Yes;
        canFail |= absent == Ternary.No || empty == Ternary.No;
        return canHold && canFail ? Ternary.Unknown : Logic.From(canHold);
    }

    /// <summary>Whether all values are empty. AWS: "if the key values resolve to a null data set, such as an empty string".</summary>
    private static bool IsNullDataSet(ImmutableArray<string> values)
    {
        foreach (var value in values)
        {
            if (value.Length > 0)
            {
                return false;
            }
        }

        return true;
    }
}
