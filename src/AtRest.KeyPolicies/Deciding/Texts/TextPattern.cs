using System.Collections.Immutable;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Deciding.Texts;

/// <summary>A value of a condition as a pattern, with wildcards and with the values of its variables.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Kinds">The kind of each character.</param>
/// <param name="Form">How the operator compares.</param>
internal sealed record TextPattern(string Text, ImmutableArray<PatternKind> Kinds, TextForm Form)
{
    private const int Components = 6;

    private readonly ImmutableArray<int> colonsBefore = [.. Colons(Text)];

    public int Length => Text.Length;

    public bool HasNoWildcard => Kinds.All(kind => kind == PatternKind.Literal);

    /// <summary>Whether the pattern is complete and has no wildcards, so that it matches only this text.</summary>
    public bool IsText => Form != TextForm.IgnoreCase && HasNoWildcard && (Form != TextForm.Arn || colonsBefore[^1] >= Components - 1);

    /// <summary>Whether the position is in one of the first five components of an ARN, in which a wildcard does not match a colon.</summary>
    public bool IsWithinComponent(int position) => colonsBefore[position] < Components - 1;

    public bool IsLiteral(int position, char character) => Form == TextForm.IgnoreCase
        ? char.ToUpperInvariant(Text[position]) == char.ToUpperInvariant(character)
        : Text[position] == character;

    private static IEnumerable<int> Colons(string text)
    {
        var colons = 0;
        yield return 0;
        foreach (var character in text)
        {
            colons += character == ':' ? 1 : 0;
            yield return colons;
        }
    }
}

/// <summary>The comparisons of text operators.</summary>
internal enum TextForm
{
    Exact,
    IgnoreCase,

    /// <summary>Compares each component. Components that the pattern leaves out at the end match anything.</summary>
    Arn,
}
