namespace AtRest.KeyPolicies.Matching;

/// <summary>A pattern's characters and, for each, whether it matches only itself.</summary>
internal readonly ref struct PatternSpan(ReadOnlySpan<char> characters, ReadOnlySpan<PatternKind> kinds)
{
    public ReadOnlySpan<char> Characters { get; } = characters;

    public ReadOnlySpan<PatternKind> Kinds { get; } = kinds;

    public int Length => Characters.Length;

    public PatternSpan Slice(int start, int length) => new(Characters.Slice(start, length), Kinds.Slice(start, length));

    /// <summary>The first colon that is text, not a wildcard; -1 if there is none.</summary>
    public int IndexOfColon() => Characters.IndexOf(':');
}

/// <summary>What a character of a pattern matches.</summary>
internal enum PatternKind : byte
{
    Literal,

    /// <summary><c>?</c></summary>
    AnyOne,

    /// <summary><c>*</c></summary>
    AnyMany,
}
