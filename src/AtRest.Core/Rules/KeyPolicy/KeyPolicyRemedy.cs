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
        var isMendable = outcome.Status is FindingStatus.Fail or FindingStatus.Unknown && PolicyTrial.RuleIds.Contains(rule.Descriptor.Id);
        return isMendable && key.FixPolicy(text, context.External!.RoleArn, context.AuditedAt) is { Outcome: PolicyFixOutcome.Fixed } fix
            ? With(outcome, Explanation, PolicyDifference.Of(text.Json, fix.Text))
            : With(outcome, outcome.RemedyCodeUse, outcome.RemedyCode);
    }

    private static Outcome With(Outcome outcome, string? use, string? code) =>
        outcome with { Remedy = $"{outcome.Remedy} {use}".Trim() is { Length: > 0 } remedy ? remedy : null, RemedyCodeUse = null, RemedyCode = code };
}
