namespace AtRest.KeyPolicies.Matching;

/// <summary>Combines the results of statements and grants into an outcome. Their order does not matter.</summary>
internal struct DecisionTally
{
    private Ternary deny;
    private Ternary allow;
    private bool isDirect;
    private bool mayBeDirect;

    public readonly AccessOutcome Outcome => (deny, allow) switch
    {
        (Ternary.Yes, _) => AccessOutcome.ExplicitDeny,
        (_, Ternary.No) => AccessOutcome.ImplicitDeny,
        (Ternary.No, Ternary.Yes) => isDirect ? AccessOutcome.Allow : mayBeDirect ? AccessOutcome.Conditional : AccessOutcome.Delegated,
        _ => AccessOutcome.Conditional,
    };

    /// <summary>Whether the request is allowed, directly or through its account, for every value of the unknown keys.</summary>
    public readonly bool IsSureAccess => deny == Ternary.No && allow == Ternary.Yes;

    public void Add(StatementEffect effect, Ternary matches, PrincipalCover cover)
    {
        if (effect == StatementEffect.Deny)
        {
            deny = Logic.Or(deny, matches);
            return;
        }

        allow = Logic.Or(allow, matches);
        isDirect |= matches == Ternary.Yes && cover == PrincipalCover.Direct;
        mayBeDirect |= matches == Ternary.Unknown && cover is PrincipalCover.Direct or PrincipalCover.Uncertain;
    }
}
