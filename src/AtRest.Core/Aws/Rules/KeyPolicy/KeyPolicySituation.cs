using AtRest.Core.Evidence;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>The input of the rules about key policies: one key, for one cluster that uses it.</summary>
internal sealed record KeyPolicySituation
{
    public required KeyPolicyAnalysis Analysis { get; init; }

    /// <summary>The role of the cluster that is judged.</summary>
    public required Arn Role { get; init; }

    /// <summary><c>primary key</c> or <c>secondary key</c>, for messages.</summary>
    public required string Designation { get; init; }

    /// <summary>Why the grants could not be read; null if they were.</summary>
    public Absence? GrantsAbsence { get; init; }

    /// <summary>The longest policy, in characters, for which the smallest change is computed.</summary>
    public int LongestToFix { get; init; } = int.MaxValue;

    /// <summary>Whether the key has this policy; otherwise the policy is a file that is not yet applied.</summary>
    public bool IsInForce { get; init; }

    /// <summary>Whether the policies of the owner's AWS organization are judged as well, by ORG-1.</summary>
    public bool AreOrganizationPoliciesJudged { get; init; }

    /// <summary>The name of that file, for the difference.</summary>
    public string FileName { get; init; } = "policy.json";

    /// <summary>The number of clusters of other organizations that declare the key. A change could lock them out.</summary>
    public int ForeignClusters { get; init; }

    /// <summary>Where the change that fixes the policy is printed, such as <c>under KPOL-1</c>; null if with this finding.</summary>
    public Func<string, string?> FixPrintedElsewhere { get; init; } = _ => null;

    public KmsKeyArn Key => Analysis.Subject.Key;

    public KeyPolicyReading Reading => Analysis.Reading;

    /// <summary>Whether other clusters of the organization also use the key.</summary>
    public bool IsShared => Analysis.Subject.Roles.Length > 1;
}
