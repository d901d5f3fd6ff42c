using System.Collections.Immutable;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>Something that must hold for a statement to match: a condition, or a resource with variables.</summary>
/// <param name="Keys">The condition keys that it rests on, variables included.</param>
/// <param name="Condition">Null for a resource.</param>
/// <param name="Match">Judges it; only <paramref name="Keys"/> of the request matter.</param>
internal sealed record Demand(ImmutableArray<string> Keys, PolicyCondition? Condition, Func<AccessRequest, Ternary> Match)
{
    /// <summary>Whether it compares with a variable in another way than by "equal to the variable's value".</summary>
    public bool HasMixedVariable { get; } = Condition is null || Condition.Values.Any(IsMixed);

    /// <summary>Whether not every class of values is tried that the policy tells apart (<see cref="ValueFamilies.AreSampled"/>).</summary>
    public bool IsSampled { get; init; }

    private static bool IsMixed(string value)
    {
        var start = value.IndexOf("${", StringComparison.Ordinal);
        return start >= 0 && value is not "${*}" and not "${?}" and not "${$}" && (start > 0 || value.IndexOf('}', StringComparison.Ordinal) != value.Length - 1 || value.Contains(',', StringComparison.Ordinal));
    }
}

/// <summary>A statement with its demands, for the search.</summary>
internal sealed class StatementModel(StatementMatcher matcher, ImmutableArray<Demand> demands)
{
    private const int FewEntries = 8;

    private ILookup<string, PolicyPrincipal>? byAccount;

    public PolicyStatement Statement => matcher.Statement;

    public int Index => matcher.Statement.Index;

    public bool IsAllow => matcher.Statement.Effect == StatementEffect.Allow;

    public ImmutableArray<Demand> Demands { get; } = demands;

    /// <summary>Whether a demand compares with a variable in another way than by "equal to the variable's value".</summary>
    public bool HasMixedVariable { get; } = demands.Any(demand => demand.HasMixedVariable);

    public bool SpeaksOf(string action) => matcher.SpeaksOf(action);

    /// <summary>Of a long list of principals, those that can name the caller.</summary>
    private PrincipalElement Relevant(CallerClass caller)
    {
        var principal = Statement.Principal;
        if (principal.IsNegated || principal.Entries.Length <= FewEntries)
        {
            return principal;
        }

        byAccount ??= principal.Entries.ToLookup(entry => entry.AccountId ?? "", StringComparer.Ordinal);
        return principal with { Entries = [.. byAccount[""], .. caller.Account is { } account ? byAccount[account] : []] };
    }

    /// <summary>How the statement names a caller. One who comes through an identity provider is named by the provider.</summary>
    public PrincipalCover CoverOf(CallerClass caller)
    {
        if (caller.Kind != CallerKind.IdentityProvider)
        {
            return matcher.CoverOf(caller.Principal, Relevant(caller));
        }

        var isListed = Statement.Principal.Entries.Any(entry => entry.Kind == PolicyPrincipalKind.Everyone || (entry.Kind == PolicyPrincipalKind.Federated && entry.Text == caller.Principal));
        return isListed != Statement.Principal.IsNegated ? PrincipalCover.Direct : PrincipalCover.None;
    }
}
