namespace AtRest.KeyPolicies.Simulation;

/// <summary>Maps enum values to the words in answers. The words are part of the interface, so they must not depend on names in the code.</summary>
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
