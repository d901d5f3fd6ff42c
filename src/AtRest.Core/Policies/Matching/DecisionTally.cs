namespace AtRest.Core.Policies.Matching;

/// <summary>Adds statements and grants up to an outcome. Their order does not matter.</summary>
internal struct DecisionTally
{
    private Ternary _deny;
    private Ternary _allow;
    private bool _isDirect;

    public readonly AccessOutcome Outcome => (_deny, _allow) switch
    {
        (Ternary.Yes, _) => AccessOutcome.ExplicitDeny,
        (_, Ternary.No) => AccessOutcome.ImplicitDeny,
        (Ternary.No, Ternary.Yes) => _isDirect ? AccessOutcome.Allow : AccessOutcome.Delegated,
        _ => AccessOutcome.Conditional,
    };

    public void Add(StatementEffect effect, Ternary matches, PrincipalCover cover)
    {
        if (effect == StatementEffect.Deny)
        {
            _deny = Logic.Or(_deny, matches);
            return;
        }

        _allow = Logic.Or(_allow, matches);
        _isDirect |= matches == Ternary.Yes && cover == PrincipalCover.Direct;
    }
}
