using System.Collections.Immutable;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>A part of a statement that must match: a condition, or a resource with variables.</summary>
/// <param name="Keys">The condition keys on which it depends, including those of variables.</param>
/// <param name="Condition">The condition; null for a resource.</param>
/// <param name="Match">Evaluates it for a request, of which only <paramref name="Keys"/> matter.</param>
internal sealed record Criterion(ImmutableArray<string> Keys, PolicyCondition? Condition, Func<AccessRequest, Ternary> Match)
{
    /// <summary>Whether a pattern has a variable and other text, so that it is not a simple comparison with the value of the variable.</summary>
    public bool HasMixedVariable { get; } = Condition is null || Condition.Values.Any(IsMixed);

    /// <summary>Whether the search tries only some of the classes of values that the policy can distinguish (<see cref="ValueFamilies.AreSampled"/>).</summary>
    public bool IsSampled { get; init; }

    /// <summary>The comparison, if other conditions compare the same key in another type. Null if not.</summary>
    public MixedComparison? Mixed { get; init; }

    private static bool IsMixed(string value)
    {
        var start = value.IndexOf("${", StringComparison.Ordinal);
        return start >= 0 && value is not "${*}" and not "${?}" and not "${$}" && (start > 0 || value.IndexOf('}', StringComparison.Ordinal) != value.Length - 1 || value.Contains(',', StringComparison.Ordinal));
    }
}

/// <summary>A statement with its criteria, for the search.</summary>
internal sealed class StatementModel(StatementMatcher matcher, ImmutableArray<Criterion> criteria)
{
    /// <summary>For lists of up to this length, a lookup by account would cost more than it saves.</summary>
    private const int FewEntries = 8;

    private ILookup<string, PolicyPrincipal>? byAccount;

    public PolicyStatement Statement => matcher.Statement;

    public int Index => matcher.Statement.Index;

    public bool IsAllow => matcher.Statement.Effect == StatementEffect.Allow;

    public ImmutableArray<Criterion> Criteria { get; } = criteria;

    /// <summary>Whether any of the criteria has a pattern with a variable and other text.</summary>
    public bool HasMixedVariable { get; } = criteria.Any(criterion => criterion.HasMixedVariable);

    public bool AppliesTo(string action) => matcher.AppliesTo(action);

    /// <summary>The principals that can name the caller. For long lists, this avoids comparisons with principals of other accounts.</summary>
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

    /// <summary>How the statement covers a caller. A caller through an identity provider is covered if the statement names the provider.</summary>
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
