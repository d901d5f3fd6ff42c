using AtRest.KeyPolicies.Conditions;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Explaining;

/// <summary>Says why a condition fails, or what it depends on.</summary>
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
                : $"{what} depends on a variable that is unknown.";
        }

        if (!condition.Operator.IsNegated && matcher.Variables(request) == VariableState.Unfilled)
        {
            return $"{what} fails: the request has no value for its variable, and nothing is equal to that.";
        }

        return state switch
        {
            KeyState.Absent => $"{what} fails: the request has no {condition.Key}.",
            KeyState.Present => $"{what} fails: the request has {Quote.List(values)}.",
            _ => $"{what} fails, whatever {condition.Key} is.",
        };
    }
}
