using System.Collections.Immutable;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Matching;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies;

/// <summary>
/// Decides requests by the policy and grants of a key, with an explanation. Create one evaluator for each key and use it for many requests: it is
/// immutable, thread-safe, and does not throw.
/// </summary>
public sealed class KeyPolicyEvaluator(KeyPolicy policy, KmsKeyArn key, ImmutableArray<KeyGrant> grants)
{
    private readonly ImmutableArray<StatementMatcher> statementMatchers =
        [.. policy.Statements.Select(statement => new StatementMatcher(statement, policy.Version, key))];

    private readonly ImmutableArray<GrantMatcher> grantMatchers =
        grants.IsDefault ? [] : [.. grants.Select(grant => new GrantMatcher(grant, key.Partition))];

    /// <summary>The policy to evaluate.</summary>
    public KeyPolicy Policy { get; } = policy;

    /// <summary>The key that the requests are for.</summary>
    public KmsKeyArn Key { get; } = key;

    /// <summary>The grants of the key, in the given order. Empty if they are unknown.</summary>
    public ImmutableArray<KeyGrant> Grants { get; } = grants.IsDefault ? [] : grants;

    /// <summary>Decides a request and explains how every statement and grant contributed.</summary>
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

    /// <summary>Decides a request without an explanation. Does not allocate.</summary>
    public AccessOutcome Decide(AccessRequest request) => Tally(request).Outcome;

    /// <summary>Whether the request is allowed, directly or through its account, for every value of the unknown keys. Does not allocate.</summary>
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
