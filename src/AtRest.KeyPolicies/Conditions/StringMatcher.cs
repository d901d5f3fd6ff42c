using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Conditions;

/// <summary>The string operators <c>StringEquals</c>, <c>StringEqualsIgnoreCase</c> and <c>StringLike</c>.</summary>
internal sealed class StringMatcher(ValueTemplate template, StringComparison comparison) : ValueMatcher
{
    public override bool MatchesEverything => template.MatchesEverything;

    public override VariableState Variables(AccessRequest request) => template.Variables(request);

    public override Ternary Match(string value, AccessRequest request)
    {
        if (template.IsLiteral)
        {
            return Logic.From(string.Equals(template.Characters, value, comparison));
        }

        if (!template.HasVariables)
        {
            return Logic.From(Glob.IsMatch(template.Span, value, comparison));
        }

        var buffer = new PatternBuffer();
        var filled = template.Fill(request, ref buffer);
        var matches = Glob.IsMatch(buffer.Span, value, comparison);
        buffer.Dispose();
        return matches ? filled : Ternary.No;
    }
}
