using AtRest.Core.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Access;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>A rule about the key policy. It words a result of the analysis, and is unknown if the policy could not be read.</summary>
internal abstract class KeyPolicyRule : KeyRule
{
    protected const string DocumentedPolicy = "https://docs.camunda.io/docs/components/saas/byok/aws-external-encryption-setup/";

    private const int MaxIssues = 5;

    /// <summary>The effect of missing access on a cluster, from Camunda's table of key states.</summary>
    protected const string NoAccess =
        "Without access to its key, a cluster cannot start, and a running cluster freezes: reads, writes and backups hang until the policy is fixed. "
        + "The Camunda Console can still show the cluster as healthy for some time.";

    protected sealed override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var evidence = key.Evidence.Policy;
        if (!evidence.TryGet(out _, out var absence))
        {
            return Unreadable(key, absence) with { Evidence = [evidence.Reference] };
        }

        return Judged(KeyPolicySituations.Of(context, key)) with { Evidence = [evidence.Reference, .. FurtherEvidence(key)] };
    }

    /// <summary>The outcome for a policy that was read, with the change that fixes it.</summary>
    public Outcome Judged(KeyPolicySituation situation)
    {
        if (!situation.Reading.IsUnderstood)
        {
            return NotUnderstood(situation);
        }

        try
        {
            return KeyPolicyRemedy.Add(Descriptor.Id, Judge(situation), situation);
        }
        catch (PolicyTooComplexException)
        {
            return Outcome.Unknown($"The policy of the {situation.Designation}, with {situation.Reading.Policy.Statements.Length} statements, is too complex to analyze, so AtRest cannot determine who has access.") with
            {
                Remedy = $"Name principals instead of using conditions, and combine statements for the same actions. Camunda documents a policy of three statements: {DocumentedPolicy}",
            };
        }
    }

    /// <summary>Words the result of the analysis.</summary>
    protected abstract Outcome Judge(KeyPolicySituation situation);

    /// <summary>The evidence that the rule uses besides the policy.</summary>
    protected virtual IEnumerable<EvidenceReference> FurtherEvidence(ClusterKey key) => [];

    private static Outcome NotUnderstood(KeyPolicySituation situation)
    {
        var errors = situation.Reading.Issues.Where(issue => issue.IsError).Take(MaxIssues).Select(issue => $"{issue.Message} (line {issue.Line}, {issue.Path})");
        return Outcome.Unknown($"The policy of the {situation.Designation} is not valid: {string.Join("; ", errors)}") with
        {
            Remedy = $"Compare the policy with the one that Camunda documents: {DocumentedPolicy}",
        };
    }

    private static Outcome Unreadable(ClusterKey key, Absence absence) =>
        Outcome.Unknown($"The policy of the {key.Designation} could not be read. {absence.Cause}") with
        {
            Remedy = "kms:GetKeyPolicy works only with credentials of the key's account. Create an audit role in account "
                + $"{key.Arn.AccountId} with permission for kms:GetKeyPolicy on this key, which AtRest can assume, and declare the role in the inventory (aws[].auditRoleArn).",
        };
}
