using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Matching;

/// <summary>Matches <c>Resource</c> and <c>NotResource</c> with one key. Patterns without variables are decided once.</summary>
internal sealed class ResourceMatcher
{
    private readonly bool isNegated;
    private readonly string keyArn;
    private readonly bool fixedPatternMatches;
    private readonly ImmutableArray<ValueTemplate> open;

    public ResourceMatcher(PatternElement element, PolicyVersion version, string keyArn)
    {
        isNegated = element.IsNegated;
        this.keyArn = keyArn;
        var templates = element.Patterns.Select(pattern => Compile(pattern, version)).ToImmutableArray();
        fixedPatternMatches = templates.Any(template => !template.HasVariables && ResourceGlob.IsMatch(template.Span, keyArn));
        open = [.. templates.Where(template => template.HasVariables)];
    }

    /// <summary>Whether a request can match, and whether that depends on the request.</summary>
    public (bool IsPossible, bool IsOpen) Reach => open.IsEmpty ? (fixedPatternMatches != isNegated, false) : (true, true);

    public Ternary Match(AccessRequest request)
    {
        var any = fixedPatternMatches ? Ternary.Yes : Ternary.No;
        foreach (var template in open)
        {
            any = Logic.Or(any, MatchOpen(template, request));
        }

        return isNegated ? Logic.Not(any) : any;
    }

    // "You can't use a variable to replace parts of the ARN before the fifth colon." There a variable is plain text and matches no key.
    private static ValueTemplate Compile(string pattern, PolicyVersion version)
    {
        var variable = Math.Max(pattern.IndexOf("${", StringComparison.Ordinal), 0);
        var isInResourcePart = pattern.AsSpan(0, variable).Count(':') >= 5;
        return ValueTemplate.Compile(pattern, isInResourcePart ? version : PolicyVersion.V20081017, Wildcards.Expand);
    }

    private Ternary MatchOpen(ValueTemplate template, AccessRequest request)
    {
        var buffer = new PatternBuffer();
        var filled = template.Fill(request, ref buffer);

        // An unknown value is a star here. It does not need to match a colon: a key ARN has only the five colons before it.
        var matches = ResourceGlob.IsMatch(buffer.Span, keyArn);
        buffer.Dispose();
        return matches ? filled : Ternary.No;
    }
}
