using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Conditions;

/// <summary>
/// <c>ArnEquals</c> and <c>ArnLike</c>: "each of the six colon-delimited components of the ARN is checked separately". Components that a
/// pattern leaves out at its end match anything, since AWS completes incomplete ARNs. A value that is not an ARN matches no pattern
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN).
/// </summary>
internal sealed class ArnMatcher(ValueTemplate template) : ValueMatcher
{
    private const int Components = 6;

    public override VariableState Variables(AccessRequest request) => template.Variables(request);

    public override Ternary Match(string value, AccessRequest request)
    {
        if (!template.HasVariables)
        {
            return Logic.From(IsMatch(template.Span, value));
        }

        var buffer = new PatternBuffer();
        var filled = template.Fill(request, ref buffer);

        // An unknown value can contain colons, which shift the components. So only the text around it is compared.
        var matches = filled == Ternary.Yes ? IsMatch(buffer.Span, value) : MayMatch(buffer.Span, value);
        buffer.Dispose();
        return matches ? filled : Ternary.No;
    }

    private static bool IsMatch(PatternSpan pattern, ReadOnlySpan<char> value)
    {
        if (!IsArn(value))
        {
            return false;
        }

        for (var component = 1; component < Components; component++)
        {
            var patternEnd = pattern.IndexOfColon();
            var valueEnd = value.IndexOf(':');
            if (!Glob.IsMatch(patternEnd == -1 ? pattern : pattern[..patternEnd], value[..valueEnd], StringComparison.Ordinal))
            {
                return false;
            }

            if (patternEnd == -1)
            {
                return true;
            }

            pattern = pattern[(patternEnd + 1)..];
            value = value[(valueEnd + 1)..];
        }

        return Glob.IsMatch(pattern, value, StringComparison.Ordinal);
    }

    // An incomplete pattern also matches ARNs with further components, so a star is added for these.
    private static bool MayMatch(PatternSpan pattern, ReadOnlySpan<char> value)
    {
        if (!IsArn(value))
        {
            return false;
        }

        var open = new PatternBuffer();
        open.Append(pattern);
        open.Append("*", PatternKind.AnyMany);
        var matches = Glob.IsMatch(open.Span, value, StringComparison.Ordinal);
        open.Dispose();
        return matches;
    }

    private static bool IsArn(ReadOnlySpan<char> value) => value.StartsWith("arn:", StringComparison.Ordinal) && value.Count(':') >= Components - 1;
}
