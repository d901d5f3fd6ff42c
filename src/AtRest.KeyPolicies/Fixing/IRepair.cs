namespace AtRest.KeyPolicies.Fixing;

/// <summary>One way to fix a policy. It can add access only for the expected roles and the owner's root.</summary>
internal interface IRepair
{
    /// <summary>The requirements that it can meet.</summary>
    PolicyRequirement[] Requirements { get; }

    /// <summary>The change; null if it finds nothing that it may change.</summary>
    Amendment? Propose(PolicyDraft draft);
}
