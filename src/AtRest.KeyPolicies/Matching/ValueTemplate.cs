using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Matching;

/// <summary>
/// A compiled value of a policy: text, wildcards, and variables that get their values from the request
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
/// </summary>
internal sealed class ValueTemplate
{
    private readonly ImmutableArray<TemplatePart> parts;

    private ValueTemplate(ImmutableArray<TemplatePart> parts)
    {
        this.parts = parts;
        HasVariables = parts.Any(part => part.VariableKey is not null);
        if (!HasVariables)
        {
            Characters = string.Concat(parts.Select(part => part.Text));
            Kinds = [.. parts.SelectMany(part => Enumerable.Repeat(part.Kind, part.Text.Length))];
            IsLiteral = !Kinds.AsSpan().ContainsAnyExcept(PatternKind.Literal);
        }
    }

    /// <summary>Whether the value has variables, so that a comparison needs values of the request.</summary>
    public bool HasVariables { get; }

    /// <summary>Whether the value has no variables and no wildcards, so that <see cref="Characters"/> is the text.</summary>
    public bool IsLiteral { get; }

    /// <summary>Whether the value has only stars, so that every text matches.</summary>
    public bool MatchesEverything =>
        Characters.Length > 0 && !Kinds.AsSpan().ContainsAnyExcept(PatternKind.AnyMany);

    /// <summary>Empty if the value has variables.</summary>
    public string Characters { get; } = "";

    /// <summary>Empty if the value has variables.</summary>
    public ImmutableArray<PatternKind> Kinds { get; } = [];

    public PatternSpan Span => new(Characters, Kinds.AsSpan());

    /// <summary>Compiles a value.</summary>
    /// <param name="text">The value as written in the policy.</param>
    /// <param name="version">The version of the policy language. Only 2012-10-17 has variables.</param>
    /// <param name="wildcards">Whether <c>*</c> and <c>?</c> are wildcards here.</param>
    public static ValueTemplate Compile(string text, PolicyVersion version, Wildcards wildcards) =>
        new(TemplateParser.Parse(text, version, wildcards));

    /// <summary>Whether the request has a value for every variable.</summary>
    public VariableState Variables(AccessRequest request)
    {
        var worst = VariableState.Filled;
        foreach (var part in parts)
        {
            if (part.VariableKey is not { } key || part.Default is not null)
            {
                continue;
            }

            var state = RequestContext.Find(request, key, out var values) switch
            {
                KeyState.Unknown => VariableState.MaybeUnfilled,
                KeyState.Present when values.Length == 1 => VariableState.Filled,
                _ => VariableState.Unfilled,
            };
            worst = (VariableState)Math.Max((byte)state, (byte)worst);
        }

        return worst;
    }

    /// <summary>
    /// Writes the pattern with the values of its variables. A wildcard in the value of a variable is plain text. An unknown variable becomes a star, so
    /// that a match is only possible, not certain. With an absent variable there is no match: "the value is effectively null. There is no equal or like
    /// value".
    /// </summary>
    /// <returns>The result of a comparison if the pattern matches.</returns>
    public Ternary Fill(AccessRequest request, ref PatternBuffer buffer)
    {
        var result = Ternary.Yes;
        foreach (var part in parts)
        {
            if (part.VariableKey is not { } key)
            {
                buffer.Append(part.Text, part.Kind);
                continue;
            }

            // A key with several values has no value for a variable: "you cannot use a multivalued context key as a policy variable".
            switch (RequestContext.Find(request, key, out var values))
            {
                case KeyState.Unknown:
                    buffer.Append("*", PatternKind.AnyMany);
                    result = Logic.And(result, Ternary.Unknown);
                    break;
                case KeyState.Present when values.Length == 1:
                    buffer.Append(values[0], PatternKind.Literal);
                    break;
                case var _ when part.Default is null:
                    return Ternary.No;
                default:
                    buffer.Append(part.Default, PatternKind.Literal);
                    break;
            }
        }

        return result;
    }
}

/// <summary>Whether <c>*</c> and <c>?</c> are wildcards.</summary>
internal enum Wildcards : byte
{
    Literal,
    Expand,
}

/// <summary>Whether a request has values for the variables, ordered from best to worst.</summary>
internal enum VariableState : byte
{
    Filled,

    /// <summary>A variable without a default is unknown, so it can be absent.</summary>
    MaybeUnfilled,

    /// <summary>A variable without a default is absent. No value is equal to it or like it.</summary>
    Unfilled,
}
