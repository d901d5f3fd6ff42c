using System.Collections.Frozen;
using System.Globalization;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Fixing;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>Shows the smallest change that fixes the whole policy, if there is one, instead of the code of a single rule.</summary>
internal static class KeyPolicyRemedy
{
    private const string Explanation = "The following difference is the smallest change that fixes the whole policy. Lines starting with - are removed, and lines starting with + are added.";

    private const string Writer = "'atrest policy fix' writes the fixed policy.";

    private const string Commands = "Review it, then paste all of it into bash. The commands read the policy, apply the difference, and put the policy back. If the policy was changed since this audit and the difference no longer applies, nothing is changed. In that case, audit again.";

    private const string LockedOut = "No principal in the owner's account can change the policy (see KPOL-5), so contact AWS Support to make this change.";

    /// <summary>Warns first if a remedy could lock out another declared cluster.</summary>
    public const string CutsOffOthers =
        "Stop: a cluster of another organization also declares this key (see DECL-6). This change can lock that cluster out of its data. Resolve DECL-6 first.";

    private static readonly FrozenSet<string> Fixable = Enum.GetValues<PolicyRequirement>().Select(KeyPolicyRuleIds.Of).ToFrozenSet(StringComparer.Ordinal);

    public static Outcome Add(string rule, Outcome outcome, KeyPolicySituation situation)
    {
        if (outcome.Status is not (FindingStatus.Fail or FindingStatus.Unknown) || !Fixable.Contains(rule))
        {
            return With(outcome, outcome.RemedyCodeUse, outcome.RemedyCode);
        }

        if (situation.ForeignClusters > 0 && rule is (KeyPolicyRuleIds.NoOutsiders or KeyPolicyRuleIds.NotPublic))
        {
            outcome = outcome with { Remedy = $"{CutsOffOthers} {outcome.Remedy}" };
        }

        if (situation.Reading.Text.Length > situation.LongestToFix)
        {
            var longer = string.Create(CultureInfo.InvariantCulture, $"'atrest policy fix' finds the smallest change that fixes the whole policy. This audit has too many keys to compute it for policies larger than {situation.LongestToFix / 1024} KiB.");
            return With(outcome, $"{outcome.RemedyCodeUse} {longer}", outcome.RemedyCode);
        }

        if (situation.Analysis.Fix() is not { Outcome: PolicyFixOutcome.Fixed } fix)
        {
            return With(outcome, outcome.RemedyCodeUse, outcome.RemedyCode);
        }

        return situation.FixPrintedElsewhere(rule) is { } place
            ? With(outcome, $"The smallest change that fixes the whole policy is printed {place}.", null)
            : situation switch
            {
                { IsInForce: false } => With(outcome, $"{Explanation} {Writer}", PolicyDiff.Printed(situation.Reading.Text, fix.Text, situation.FileName)),
                { Analysis.OwnerControl.IsCertain: false } => With(outcome, $"{Explanation} {LockedOut}", PolicyDiff.Printed(situation.Reading.Text, fix.Text)),
                _ => With(outcome, $"{Explanation} {Commands} {Writer}", PolicyFixCommands.Of(situation.Key, situation.Reading.Text, fix.Text)),
            };
    }

    private static Outcome With(Outcome outcome, string? use, string? code) =>
        outcome with { Remedy = $"{outcome.Remedy} {use?.Trim()}".Trim() is { Length: > 0 } remedy ? remedy : null, RemedyCodeUse = null, RemedyCode = code };
}
