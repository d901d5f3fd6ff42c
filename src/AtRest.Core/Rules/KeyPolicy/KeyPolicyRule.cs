using AtRest.Core.Evidence;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Rules.KeyPolicy;

/// <summary>A rule about the key policy: it is unknown where the policy could not be read or is no policy.</summary>
internal abstract class KeyPolicyRule : KeyRule
{
    protected const string DocumentedPolicy = "https://docs.camunda.io/docs/components/saas/byok/aws-kms-setup/";

    private const int MaxIssues = 5;

    /// <summary>What a cluster without access to its key does, from Camunda's table of key states.</summary>
    protected const string NoAccess =
        "Without access to its key a cluster cannot start, and a running one freezes: reads, writes and backups hang until the policy is mended. "
        + "The Console may go on showing it as healthy for a while.";

    protected sealed override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var evidence = key.Evidence.Policy;
        if (!evidence.TryGet(out var text, out var absence))
        {
            return Unreadable(key, absence) with { Evidence = [evidence.Reference] };
        }

        var reading = key.ReadPolicy(text);
        var outcome = reading.IsUnderstood ? JudgeInBounds(context, key, reading) : NotUnderstood(key, reading);
        return outcome with { Evidence = [evidence.Reference, .. outcome.Evidence] };
    }

    protected abstract Outcome Judge(RuleContext context, ClusterKey key, KeyPolicyReading reading);

    private Outcome JudgeInBounds(RuleContext context, ClusterKey key, KeyPolicyReading reading)
    {
        try
        {
            return Judge(context, key, reading);
        }
        catch (PolicyTooIntricateException)
        {
            return Outcome.Unknown($"The policy of the {key.Designation}, with {reading.Policy.Statements.Length} statements, is too intricate: trying all whom it might let in would take too long.") with
            {
                Remedy = $"Name principals instead of conditions, and put statements for the same actions together. Camunda documents a policy of three statements: {DocumentedPolicy}",
            };
        }
    }

    private static Outcome NotUnderstood(ClusterKey key, KeyPolicyReading reading)
    {
        var errors = reading.Issues.Where(issue => issue.IsError).Take(MaxIssues).Select(issue => $"{issue.Message} (line {issue.Line}, {issue.Path})");
        return Outcome.Unknown($"The policy of the {key.Designation} could not be understood: {string.Join("; ", errors)}") with
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
