using System.Collections.Immutable;

namespace AtRest.Core.Policies.Matching;

/// <summary><c>Action</c> and <c>NotAction</c>: wildcards, regardless of case, no variables.</summary>
internal sealed class ActionMatcher
{
    private readonly bool _isNegated;
    private readonly ImmutableArray<ValueTemplate> _patterns;

    public ActionMatcher(PatternElement element)
    {
        _isNegated = element.IsNegated;
        _patterns = [.. element.Patterns.Select(pattern => ValueTemplate.Compile(pattern, PolicyVersion.V20081017, Wildcards.Expand))];
    }

    public bool IsMatch(string action)
    {
        foreach (var pattern in _patterns)
        {
            if (Glob.IsMatch(pattern.Span, action, StringComparison.OrdinalIgnoreCase))
            {
                return !_isNegated;
            }
        }

        return _isNegated;
    }
}
