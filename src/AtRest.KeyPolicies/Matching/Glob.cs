namespace AtRest.KeyPolicies.Matching;

/// <summary>
/// Matches <c>*</c> (any characters, none too) and <c>?</c> (exactly one) without backtracking over the stars: each piece between two stars
/// is put at its leftmost place, which loses no match. Nothing is allocated.
/// </summary>
internal static class Glob
{
    /// <param name="pattern">The pattern and which of its characters are wildcards.</param>
    /// <param name="value">What is to match, whole.</param>
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

    /// <summary>Both of one length, and no star in the piece.</summary>
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
