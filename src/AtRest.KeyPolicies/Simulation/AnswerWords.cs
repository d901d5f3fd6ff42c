namespace AtRest.KeyPolicies.Simulation;

/// <summary>The words of the answers: part of the interface, so that no enum's name in the code can change them.</summary>
internal static class AnswerWords
{
    public static ReadOnlySpan<byte> Of(AccessOutcome outcome) => outcome switch
    {
        AccessOutcome.Allow => "allow"u8,
        AccessOutcome.Delegated => "delegated"u8,
        AccessOutcome.Conditional => "conditional"u8,
        AccessOutcome.ExplicitDeny => "explicitDeny"u8,
        AccessOutcome.ImplicitDeny => "implicitDeny"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    public static ReadOnlySpan<byte> Of(Ternary matches) => matches switch
    {
        Ternary.Yes => "yes"u8,
        Ternary.No => "no"u8,
        Ternary.Unknown => "unknown"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(matches), matches, null),
    };

    public static ReadOnlySpan<byte> Of(StatementEffect effect) => effect switch
    {
        StatementEffect.Allow => "Allow"u8,
        StatementEffect.Deny => "Deny"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, null),
    };
}
