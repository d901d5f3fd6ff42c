using AtRest.Core.Aws.Evidence;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Whether a value satisfies the conditions of an advanced event selector (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html).</summary>
internal static class FieldMatch
{
    public static bool Holds(AdvancedEventSelector selector, string field, string value) => selector.FieldSelectors
        .Where(condition => IsOneOf(condition.Field, field))
        .All(condition => Holds(condition, value));

    public static bool IsOneOf(string field, params ReadOnlySpan<string> fields)
    {
        foreach (var known in fields)
        {
            if (string.Equals(field, known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All operators of a field must hold; one value of a positive one is enough, none of a negative one may match.</summary>
    private static bool Holds(AdvancedFieldSelector condition, string value)
    {
        bool Equal(string other) => string.Equals(value, other, StringComparison.OrdinalIgnoreCase);
        bool Starts(string other) => value.StartsWith(other, StringComparison.OrdinalIgnoreCase);
        bool Ends(string other) => value.EndsWith(other, StringComparison.OrdinalIgnoreCase);
        return (condition.EqualTo.IsEmpty || condition.EqualTo.Any(Equal))
            && !condition.NotEqualTo.Any(Equal)
            && (condition.StartsWith.IsEmpty || condition.StartsWith.Any(Starts))
            && !condition.NotStartsWith.Any(Starts)
            && (condition.EndsWith.IsEmpty || condition.EndsWith.Any(Ends))
            && !condition.NotEndsWith.Any(Ends);
    }
}
