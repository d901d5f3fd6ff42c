using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Matching;

/// <summary>Matches <c>Action</c> and <c>NotAction</c>: with wildcards, not case-sensitive, without variables.</summary>
internal sealed class ActionMatcher
{
    private readonly bool isNegated;
    private readonly ImmutableArray<ValueTemplate> patterns;

    public ActionMatcher(PatternElement element)
    {
        isNegated = element.IsNegated;
        patterns = [.. element.Patterns.Select(pattern => ValueTemplate.Compile(pattern, PolicyVersion.V20081017, Wildcards.Expand))];
    }

    public bool IsMatch(string action)
    {
        foreach (var pattern in patterns)
        {
            if (Glob.IsMatch(pattern.Span, action, StringComparison.OrdinalIgnoreCase))
            {
                return !isNegated;
            }
        }

        return isNegated;
    }
}
