using AtRest.Core.Evidence;
using AtRest.Core.Policies.Fixing;

namespace AtRest.Core.Rules.KeyPolicy;

/// <summary>Shows the smallest change that mends the whole policy, where there is one, in place of the piece that a rule itself knows.</summary>
internal static class KeyPolicyRemedy
{
    private const string Explanation =
        "The difference below is the smallest change that mends the whole policy: lines with - go, lines with + come. 'atrest policy fix' writes the mended policy.";

    public static Outcome Add(KeyPolicyRule rule, Outcome outcome, RuleContext context, ClusterKey key, KeyPolicyText text)
    {
        if (outcome.Status is not (FindingStatus.Fail or FindingStatus.Unknown) || !PolicyTrial.RuleIds.Contains(rule.Descriptor.Id))
        {
            return outcome;
        }

        var fix = key.FixPolicy(text, context.External!.RoleArn, context.AuditedAt);
        return fix.Outcome == PolicyFixOutcome.Fixed
            ? outcome with { Remedy = $"{outcome.Remedy} {Explanation}".TrimStart(), RemedyCode = PolicyDifference.Of(text.Json, fix.Text) }
            : outcome;
    }
}
