using System.Collections.Immutable;

namespace AtRest.Core.Policies.Fixing;

/// <summary>One way to mend a policy. It may add access only for the cluster's role and the owner's root.</summary>
internal interface IRepair
{
    /// <summary>The rules whose failure it can mend.</summary>
    ImmutableArray<string> Rules { get; }

    /// <summary>Null if it finds nothing that it may change.</summary>
    Amendment? Propose(PolicyDraft draft);
}
