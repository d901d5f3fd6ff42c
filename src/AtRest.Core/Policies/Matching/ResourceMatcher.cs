using System.Collections.Immutable;

namespace AtRest.Core.Policies.Matching;

/// <summary><c>Resource</c> and <c>NotResource</c> against one key: what needs no request is decided once.</summary>
internal sealed class ResourceMatcher
{
    private readonly bool _isNegated;
    private readonly string _keyArn;
    private readonly bool _fixedPatternMatches;
    private readonly ImmutableArray<ValueTemplate> _open;

    public ResourceMatcher(PatternElement element, PolicyVersion version, string keyArn)
    {
        _isNegated = element.IsNegated;
        _keyArn = keyArn;
        var templates = element.Patterns.Select(pattern => ValueTemplate.Compile(pattern, version, Wildcards.Expand)).ToImmutableArray();
        _fixedPatternMatches = templates.Any(template => !template.HasVariables && ResourceGlob.IsMatch(template.Span, keyArn));
        _open = [.. templates.Where(template => template.HasVariables)];
    }

    public Ternary Match(AccessRequest request)
    {
        var any = _fixedPatternMatches ? Ternary.Yes : Ternary.No;
        var variables = VariableState.Filled;
        foreach (var template in _open)
        {
            var state = template.Variables(request);
            variables = state > variables ? state : variables;
            any = Logic.Or(any, MatchOpen(template, request));
        }

        var result = _isNegated ? Logic.Not(any) : any;
        return Logic.WithVariables(result, variables);
    }

    private Ternary MatchOpen(ValueTemplate template, AccessRequest request)
    {
        var buffer = new PatternBuffer();
        var isSure = template.Fill(request, ref buffer);

        // An unknown value may hold colons, which the segments' rule would keep out of a star: so it is not asked, only the text around.
        var matches = isSure ? ResourceGlob.IsMatch(buffer.Span, _keyArn) : Glob.IsMatch(buffer.Span, _keyArn, StringComparison.Ordinal);
        buffer.Dispose();
        return !matches ? Ternary.No : isSure ? Ternary.Yes : Ternary.Unknown;
    }
}
