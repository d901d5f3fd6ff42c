namespace AtRest.KeyPolicies.Matching;

/// <summary>The characters of a pattern, each with its kind: literal or wildcard.</summary>
internal readonly ref struct PatternSpan(ReadOnlySpan<char> characters, ReadOnlySpan<PatternKind> kinds)
{
    public ReadOnlySpan<char> Characters { get; } = characters;

    public ReadOnlySpan<PatternKind> Kinds { get; } = kinds;

    public int Length => Characters.Length;

    public PatternSpan Slice(int start, int length) => new(Characters.Slice(start, length), Kinds.Slice(start, length));

    /// <summary>The index of the first colon; -1 if there is none. A colon is never a wildcard.</summary>
    public int IndexOfColon() => Characters.IndexOf(':');
}

/// <summary>The kinds of characters in a pattern.</summary>
internal enum PatternKind : byte
{
    Literal,

    /// <summary><c>?</c>, which matches exactly one character.</summary>
    AnyOne,

    /// <summary><c>*</c>, which matches zero or more characters.</summary>
    AnyMany,
}
