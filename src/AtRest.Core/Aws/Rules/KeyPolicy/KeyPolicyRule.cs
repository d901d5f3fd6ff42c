using AtRest.Core.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Access;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>A rule about the key policy. It puts a value of the analysis into words, and is unknown where the policy could not be read.</summary>
internal abstract class KeyPolicyRule : KeyRule
{
    protected const string DocumentedPolicy = "https://docs.camunda.io/docs/components/saas/byok/aws-external-encryption-setup/";

    private const int MaxIssues = 5;

    /// <summary>What a cluster without access to its key does, from Camunda's table of key states.</summary>
    protected const string NoAccess =
        "Without access to its key a cluster cannot start, and a running one freezes: reads, writes and backups hang until the policy is fixed. "
        + "The Console can show it as healthy for a while.";

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
        catch (PolicyTooIntricateException)
        {
            return Outcome.Unknown($"The policy of the {situation.Designation}, with {situation.Reading.Policy.Statements.Length} statements, is too intricate: the analysis of everyone who could get in would take too long.") with
            {
                Remedy = $"Name principals instead of conditions, and put statements for the same actions together. Camunda documents a policy of three statements: {DocumentedPolicy}",
            };
        }
    }

    /// <summary>Puts the answer of the analysis into words.</summary>
    protected abstract Outcome Judge(KeyPolicySituation situation);

    /// <summary>The evidence that the rule uses besides the policy.</summary>
    protected virtual IEnumerable<EvidenceReference> FurtherEvidence(ClusterKey key) => [];

    private static Outcome NotUnderstood(KeyPolicySituation situation)
    {
        var errors = situation.Reading.Issues.Where(issue => issue.IsError).Take(MaxIssues).Select(issue => $"{issue.Message} (line {issue.Line}, {issue.Path})");
        return Outcome.Unknown($"AtRest could not understand the policy of the {situation.Designation}: {string.Join("; ", errors)}") with
        {
            Remedy = $"Compare the policy with the one that Camunda documents: {DocumentedPolicy}",
        };
    }

    private static Outcome Unreadable(ClusterKey key, Absence absence) =>
        Outcome.Unknown($"The policy of the {key.Designation} could not be read. {absence.Cause}") with
        {
            Remedy = "AWS answers kms:GetKeyPolicy only inside the key's own account. Let AtRest assume an audit role of account "
                + $"{key.Arn.AccountId} that is allowed kms:GetKeyPolicy on this key, and name the role in the inventory (aws[].auditRoleArn).",
        };
}
