using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Conditions;

/// <summary><c>Bool</c>: compares <c>true</c> and <c>false</c>, not case-sensitive. AWS supports variables in its values.</summary>
internal sealed class BoolMatcher(ValueTemplate template) : ValueMatcher
{
    private readonly bool? expected = Parse(template.Characters);

    public override bool CanMatch => template.HasVariables || expected is not null;

    public override VariableState Variables(AccessRequest request) => template.Variables(request);

    public override Ternary Match(string value, AccessRequest request)
    {
        if (Parse(value) is not { } actual)
        {
            return Ternary.No;
        }

        if (!template.HasVariables)
        {
            return Logic.From(actual == expected);
        }

        var buffer = new PatternBuffer();
        var filled = template.Fill(request, ref buffer);
        var matches = filled != Ternary.Yes || Parse(buffer.Span.Characters) == actual;
        buffer.Dispose();
        return matches ? filled : Ternary.No;
    }

    public static bool? Parse(ReadOnlySpan<char> text) =>
        text.Equals("true", StringComparison.OrdinalIgnoreCase) ? true
        : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false
        : null;
}
