namespace AtRest.KeyPolicies.Matching;

/// <summary>
/// Matches patterns with <c>*</c> (zero or more characters) and <c>?</c> (exactly one character). Each piece between two stars is placed as far left as
/// possible. This finds every match without backtracking. Does not allocate.
/// </summary>
internal static class Glob
{
    /// <summary>Whether the pattern matches the whole value.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="value">The value.</param>
    /// <param name="comparison"><see cref="StringComparison.Ordinal"/> or <see cref="StringComparison.OrdinalIgnoreCase"/>.</param>
    public static bool IsMatch(PatternSpan pattern, ReadOnlySpan<char> value, StringComparison comparison)
    {
        var star = pattern.Kinds.IndexOf(PatternKind.AnyMany);
        if (star < 0)
        {
            return value.Length == pattern.Length && PieceEquals(pattern, value, comparison);
        }

        if (value.Length < star || !PieceEquals(pattern[..star], value[..star], comparison))
        {
            return false;
        }

        value = value[star..];
        pattern = pattern[(star + 1)..];
        while ((star = pattern.Kinds.IndexOf(PatternKind.AnyMany)) >= 0)
        {
            var at = Find(pattern[..star], value, comparison);
            if (at < 0)
            {
                return false;
            }

            value = value[(at + star)..];
            pattern = pattern[(star + 1)..];
        }

        return value.Length >= pattern.Length && PieceEquals(pattern, value[^pattern.Length..], comparison);
    }

    private static int Find(PatternSpan piece, ReadOnlySpan<char> value, StringComparison comparison)
    {
        if (!piece.Kinds.Contains(PatternKind.AnyOne))
        {
            return value.IndexOf(piece.Characters, comparison);
        }

        for (var at = 0; at + piece.Length <= value.Length; at++)
        {
            if (PieceEquals(piece, value.Slice(at, piece.Length), comparison))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Compares a piece without stars with a value of the same length.</summary>
    private static bool PieceEquals(PatternSpan piece, ReadOnlySpan<char> value, StringComparison comparison)
    {
        int one;
        while ((one = piece.Kinds.IndexOf(PatternKind.AnyOne)) >= 0)
        {
            if (!value[..one].Equals(piece.Characters[..one], comparison))
            {
                return false;
            }

            value = value[(one + 1)..];
            piece = piece[(one + 1)..];
        }

        return value.Equals(piece.Characters, comparison);
    }
}
