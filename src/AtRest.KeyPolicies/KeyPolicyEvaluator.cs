using System.Collections.Immutable;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Matching;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies;

/// <summary>
/// Decides requests by a key policy and the key's grants, three-valued, with an explanation. Make it once for a key and use it for many requests: it is
/// immutable, may be used by several threads, and never throws.
/// </summary>
public sealed class KeyPolicyEvaluator(KeyPolicy policy, KmsKeyArn key, ImmutableArray<KeyGrant> grants)
{
    private readonly ImmutableArray<StatementMatcher> statementMatchers =
        [.. policy.Statements.Select(statement => new StatementMatcher(statement, policy.Version, key))];

    private readonly ImmutableArray<GrantMatcher> grantMatchers =
        grants.IsDefault ? [] : [.. grants.Select(grant => new GrantMatcher(grant, key.Partition))];

    /// <summary>The policy that decides.</summary>
    public KeyPolicy Policy { get; } = policy;

    /// <summary>The key that requests are for.</summary>
    public KmsKeyArn Key { get; } = key;

    /// <summary>The key's grants, in the order given; empty if they are not known.</summary>
    public ImmutableArray<KeyGrant> Grants { get; } = grants.IsDefault ? [] : grants;

    /// <summary>The decision, with what every statement and grant contributed to it.</summary>
    public AccessDecision Evaluate(AccessRequest request)
    {
        var requester = RequestPrincipal.Parse(request.Principal);
        var tally = new DecisionTally();
        var statements = ImmutableArray.CreateBuilder<StatementMatch>(statementMatchers.Length);
        foreach (var statement in statementMatchers)
        {
            var verdict = statement.Match(request, requester);
            tally.Add(statement.Statement.Effect, verdict.Matches, verdict.Cover);
            statements.Add(StatementExplainer.Explain(statement, verdict, request));
        }

        var explained = ImmutableArray.CreateBuilder<GrantMatch>(grantMatchers.Length);
        foreach (var grant in grantMatchers)
        {
            var verdict = grant.Match(request, requester);
            tally.Add(StatementEffect.Allow, verdict.Matches, verdict.Cover);
            explained.Add(GrantExplainer.Explain(explained.Count, grant.Grant, verdict, request));
        }

        return new() { Outcome = tally.Outcome, IsSureAccess = tally.IsSureAccess, Statements = statements.MoveToImmutable(), Grants = explained.MoveToImmutable() };
    }

    /// <summary>The statements, compiled for this key.</summary>
    internal ImmutableArray<StatementMatcher> Statements => statementMatchers;

    /// <summary>The outcome alone. Allocates nothing.</summary>
    public AccessOutcome Decide(AccessRequest request) => Tally(request).Outcome;

    /// <summary>Whether the request is let in, directly or through its account, whatever the unknown keys are. Allocates nothing.</summary>
    public bool IsSureAccess(AccessRequest request) => Tally(request).IsSureAccess;

    private DecisionTally Tally(AccessRequest request)
    {
        var requester = RequestPrincipal.Parse(request.Principal);
        var tally = new DecisionTally();
        foreach (var statement in statementMatchers)
        {
            var verdict = statement.Match(request, requester);
            tally.Add(statement.Statement.Effect, verdict.Matches, verdict.Cover);
        }

        foreach (var grant in grantMatchers)
        {
            var verdict = grant.Match(request, requester);
            tally.Add(StatementEffect.Allow, verdict.Matches, verdict.Cover);
        }

        return tally;
    }
}
