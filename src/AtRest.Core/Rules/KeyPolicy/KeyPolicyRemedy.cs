using System.Globalization;
using AtRest.Core.Evidence;
using AtRest.Core.Policies.Fixing;

namespace AtRest.Core.Rules.KeyPolicy;

/// <summary>Shows the smallest change that mends the whole policy, where there is one, in place of the piece that a rule itself knows.</summary>
internal static class KeyPolicyRemedy
{
    private const string Explanation =
        "The difference below is the smallest change that mends the whole policy: lines with - go, lines with + come. 'atrest policy fix' writes the mended policy.";

    /// <summary>
    /// Finding the change takes some milliseconds a KiB, so an audit of many keys finds it for so much text in all, and for each key's policy up
    /// to its share; but always for policies of common length. It depends on the evidence alone: the same evidence gives the same report.
    /// </summary>
    private const int CharactersOfAllKeys = 2 * 1024 * 1024;

    private const int CommonLength = 4 * 1024;

    public static Outcome Add(KeyPolicyRule rule, Outcome outcome, RuleContext context, ClusterKey key, KeyPolicyText text)
    {
        if (outcome.Status is not (FindingStatus.Fail or FindingStatus.Unknown) || !PolicyTrial.RuleIds.Contains(rule.Descriptor.Id))
        {
            return With(outcome, outcome.RemedyCodeUse, outcome.RemedyCode);
        }

        if (ShareOf(context) is var share && text.Json.Length > share)
        {
            var longer = string.Create(CultureInfo.InvariantCulture, $"'atrest policy fix' finds the smallest change that mends the whole policy; this audit has too many keys to do so for policies of over {share / 1024} KiB.");
            return With(outcome, $"{outcome.RemedyCodeUse} {longer}", outcome.RemedyCode);
        }

        return key.FixPolicy(text, context.External!.RoleArn, context.AuditedAt) is { Outcome: PolicyFixOutcome.Fixed } fix
            ? With(outcome, Explanation, PolicyDifference.Of(text.Json, fix.Text))
            : With(outcome, outcome.RemedyCodeUse, outcome.RemedyCode);
    }

    private static int ShareOf(RuleContext context) =>
        Math.Max(CommonLength, CharactersOfAllKeys / Math.Max(1, context.Evidence.Evidence.Clouds.Keys.Length));

    private static Outcome With(Outcome outcome, string? use, string? code) =>
        outcome with { Remedy = $"{outcome.Remedy} {use?.Trim()}".Trim() is { Length: > 0 } remedy ? remedy : null, RemedyCodeUse = null, RemedyCode = code };
}
