using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Rules.Organizations;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>Builds the input of the rules about key policies from an audit.</summary>
internal static class KeyPolicySituations
{
    /// <summary>
    /// Computing the smallest change takes some milliseconds per KiB. So an audit of many keys does it for a limited amount of text, divided equally among the
    /// keys, and always for policies of common length. The limit depends only on the evidence, so the same evidence gives the same report.
    /// </summary>
    private const int CharactersOfAllKeys = 2 * 1024 * 1024;

    private const int CommonLength = 4 * 1024;

    /// <summary>
    /// The analysis of a key's policy and grants, made once for all rules about a cluster. Policies that differ in nothing that is judged share their answers,
    /// whichever clusters use them. Null if the policy was not read.
    /// </summary>
    public static KeyPolicyAnalysis? AnalysisOf(RuleContext context, KmsKeyArn key)
    {
        var (index, evidence) = (context.Evidence, context.Evidence.Key(key));
        return !evidence.Policy.TryGet(out var text, out _) ? null : context.Once(key.Value, () => index.Derived("", () => new KeyPolicyAnalyses()).Of(text.Json, new KeySubject
        {
            Key = key,
            Roles = index.RolesOf(key),
            Facts = FactsOf(evidence),
            Grants = evidence.Grants.Value?.Items,
            Moment = index.Evidence.AuditedAt,
        }));
    }

    /// <summary>What DescribeKey said; null if it was not read.</summary>
    public static KeyFacts? FactsOf(KmsKeyEvidence evidence) => evidence.Metadata.Value is { } metadata
        ? new() { KeySpec = metadata.KeySpec, KeyUsage = metadata.KeyUsage, Origin = metadata.Origin, MultiRegion = metadata.MultiRegion, MultiRegionKeyType = metadata.MultiRegionKeyType }
        : null;

    /// <summary>The policy of the key must have been read.</summary>
    public static KeyPolicySituation Of(RuleContext context, ClusterKey key) => new()
    {
        Analysis = AnalysisOf(context, key.Arn)!,
        IsInForce = true,
        AreOrganizationPoliciesJudged = OrganizationAccess.Of(context, key.Arn.AccountId) is not null,
        Role = context.External!.RoleArn,
        Designation = key.Designation,
        GrantsAbsence = key.Evidence.Grants.Absence,
        LongestToFix = Math.Max(CommonLength, CharactersOfAllKeys / Math.Max(1, context.Evidence.Evidence.Clouds.Aws.Keys.Count)),
        ForeignClusters = context.Evidence.Sharing(key.Arn.Value)?.ForeignClusters ?? 0,
        FixPrintedElsewhere = rule => PrintedElsewhere(context, key, rule),
    };

    /// <summary>The change that fixes the policy of a key is printed once, with the first finding of the first cluster that shares the key.</summary>
    private static string? PrintedElsewhere(RuleContext context, ClusterKey key, string rule)
    {
        var analysis = AnalysisOf(context, key.Arn)!;
        foreach (var cluster in context.Evidence.Sharers(key.Arn).Where(cluster => context.Evidence.WhyNotEvaluated(cluster.Id) is null))
        {
            var role = ((DeclaredEncryption.External)cluster.Encryption).RoleArn;
            if (FirstUnmet(analysis, role) is { } first)
            {
                return cluster.Id == context.Cluster.Id ? first == rule ? null : $"under {first}"
                    : $"under {first} of the cluster {cluster.Name}, which uses the same key";
            }
        }

        return null;
    }

    /// <summary>The first rule that does not pass for a cluster of this role.</summary>
    public static string? FirstUnmet(KeyPolicyAnalysis analysis, Arn role)
    {
        foreach (var requirement in Enum.GetValues<PolicyRequirement>())
        {
            var isMet = requirement switch
            {
                PolicyRequirement.RolesCanUseTheKey => analysis.AccessOf(role).All(answer => answer.IsGranted),
                PolicyRequirement.LeastPrivilege => analysis.ExcessOf(role).IsNothing,
                _ => analysis.Meets(requirement),
            };
            if (!isMet)
            {
                return KeyPolicyRuleIds.Of(requirement);
            }
        }

        return null;
    }
}
