using AtRest.KeyPolicies.Conditions;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Explaining;

/// <summary>Explains why a condition is not met, or on what it depends.</summary>
internal static class ConditionExplainer
{
    public static string Explain(ConditionMatcher matcher, Ternary result, AccessRequest request)
    {
        var condition = matcher.Condition;
        var what = $"{condition.OperatorText} {condition.Key} {Quote.List(condition.Values)}";
        var state = RequestContext.Find(request, condition.Key, out var values);
        if (result == Ternary.Unknown)
        {
            return state == KeyState.Unknown
                ? $"{what} depends on {condition.Key}, which is unknown."
                : $"{what} depends on an unknown variable.";
        }

        if (!condition.Operator.IsNegated && matcher.Variables(request) == VariableState.Unfilled)
        {
            return $"{what} is not met: the request has no value for its variable, and no value is equal to a missing value.";
        }

        return state switch
        {
            KeyState.Absent => $"{what} is not met: the request has no {condition.Key}.",
            KeyState.Present => $"{what} is not met: the request has {Quote.List(values)}.",
            _ => $"{what} is not met for any value of {condition.Key}.",
        };
    }
}
