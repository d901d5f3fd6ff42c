using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Matching;

/// <summary>
/// A value of a policy, compiled: text, wildcards, and variables to be filled in from the request
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

    /// <summary>Whether values of the request are needed before this can be compared.</summary>
    public bool HasVariables { get; }

    /// <summary>No variable and no wildcard: <see cref="Characters"/> is the text.</summary>
    public bool IsLiteral { get; }

    /// <summary>Nothing but stars: whatever there is, matches.</summary>
    public bool MatchesEverything =>
        Characters.Length > 0 && !Kinds.AsSpan().ContainsAnyExcept(PatternKind.AnyMany);

    /// <summary>Without variables only.</summary>
    public string Characters { get; } = "";

    /// <summary>Without variables only.</summary>
    public ImmutableArray<PatternKind> Kinds { get; } = [];

    public PatternSpan Span => new(Characters, Kinds.AsSpan());

    /// <param name="text">As written in the policy.</param>
    /// <param name="version">Only 2012-10-17 knows variables.</param>
    /// <param name="wildcards">Whether <c>*</c> and <c>?</c> are wildcards here.</param>
    public static ValueTemplate Compile(string text, PolicyVersion version, Wildcards wildcards) =>
        new(TemplateParser.Parse(text, version, wildcards));

    /// <summary>Whether the request fills every variable.</summary>
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
    /// Writes the pattern with its variables filled in. A wildcard in a request's value is text. A variable that is unknown becomes a
    /// star, and the answer says so: then a match is possible, not sure. With a variable that is absent there is none: "the value is
    /// effectively null. There is no equal or like value".
    /// </summary>
    /// <returns>What a match of the pattern is worth.</returns>
    public Ternary Fill(AccessRequest request, ref PatternBuffer buffer)
    {
        var worth = Ternary.Yes;
        foreach (var part in parts)
        {
            if (part.VariableKey is not { } key)
            {
                buffer.Append(part.Text, part.Kind);
                continue;
            }

            // Two values or more cannot fill a variable: "you cannot use a multivalued context key as a policy variable".
            switch (RequestContext.Find(request, key, out var values))
            {
                case KeyState.Unknown:
                    buffer.Append("*", PatternKind.AnyMany);
                    worth = Logic.And(worth, Ternary.Unknown);
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

        return worth;
    }
}

/// <summary>Whether <c>*</c> and <c>?</c> match other characters.</summary>
internal enum Wildcards : byte
{
    Literal,
    Expand,
}

/// <summary>Ordered from best to worst.</summary>
internal enum VariableState : byte
{
    Filled,

    /// <summary>A variable without default is unknown: it may be absent.</summary>
    MaybeUnfilled,

    /// <summary>A variable without default is absent: nothing is equal to it, or like it.</summary>
    Unfilled,
}
