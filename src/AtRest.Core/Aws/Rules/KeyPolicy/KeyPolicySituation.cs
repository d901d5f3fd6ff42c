using AtRest.Core.Evidence;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>What the rules about key policies judge: one key, for one cluster that uses it.</summary>
internal sealed record KeyPolicySituation
{
    public required KeyPolicyAnalysis Analysis { get; init; }

    /// <summary>The role of the cluster that is judged.</summary>
    public required Arn Role { get; init; }

    /// <summary><c>primary key</c> or <c>secondary key</c>, for messages.</summary>
    public required string Designation { get; init; }

    /// <summary>Why the grants are not known; null if they are.</summary>
    public Absence? GrantsAbsence { get; init; }

    /// <summary>The longest policy, in characters, for which the smallest change is searched.</summary>
    public int LongestToFix { get; init; } = int.MaxValue;

    /// <summary>Whether AWS has this policy on the key; else it is a file that may be put there.</summary>
    public bool IsInForce { get; init; }

    /// <summary>How many clusters of other organizations declare the key: a change could cut them off.</summary>
    public int ForeignClusters { get; init; }

    /// <summary>Where the change that fixes the policy is printed, if not with this finding: a phrase such as <c>under KPOL-1</c>.</summary>
    public Func<string, string?> FixPrintedElsewhere { get; init; } = _ => null;

    public KmsKeyArn Key => Analysis.Subject.Key;

    public KeyPolicyReading Reading => Analysis.Reading;

    /// <summary>Whether other clusters of the organization use the key as well.</summary>
    public bool IsShared => Analysis.Subject.Roles.Length > 1;
}
