namespace AtRest.KeyPolicies.Fixing;

/// <summary>Fixes one kind of problem in a policy. A repair can add access only for the expected roles and the owner's root user.</summary>
internal interface IRepair
{
    /// <summary>The requirements that the repair can meet.</summary>
    PolicyRequirement[] Requirements { get; }

    /// <summary>Proposes a change. Null if there is nothing to change.</summary>
    PolicyChange? Propose(PolicyDraft draft);
}
