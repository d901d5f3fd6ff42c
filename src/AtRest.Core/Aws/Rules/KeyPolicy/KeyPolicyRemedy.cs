using System.Collections.Frozen;
using System.Globalization;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Fixing;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>Shows the smallest change that fixes the whole policy, if there is one, instead of the part that a rule knows itself.</summary>
internal static class KeyPolicyRemedy
{
    private const string Explanation = "The difference below is the smallest change that fixes the whole policy: lines starting with - are removed, lines starting with + are added.";

    private const string Writer = "'atrest policy fix' writes the fixed policy.";

    private const string Commands = "Review it, then paste all of it into bash: the commands read the policy, apply the difference, and put the policy back. If the difference no longer fits, because the policy was changed since this audit, nothing is put; audit again then.";

    private const string LockedOut = "Nobody in the owner's account may put the policy (see KPOL-5), so only AWS Support can bring this change in.";

    /// <summary>A remedy must not lock out a cluster that the inventory declares without saying so first.</summary>
    public const string CutsOffOthers =
        "Stop: a cluster of another organization declares this key as well (see DECL-6). This change can cut that cluster off from its data. Resolve DECL-6 first.";

    private static readonly FrozenSet<string> Fixable = Enum.GetValues<PolicyRequirement>().Select(KeyPolicySituations.RuleOf).ToFrozenSet(StringComparer.Ordinal);

    public static Outcome Add(string rule, Outcome outcome, KeyPolicySituation situation)
    {
        if (outcome.Status is not (FindingStatus.Fail or FindingStatus.Unknown) || !Fixable.Contains(rule))
        {
            return With(outcome, outcome.RemedyCodeUse, outcome.RemedyCode);
        }

        if (situation.ForeignClusters > 0 && rule is (ForeignAccessRule.Id or PublicKeyRule.Id))
        {
            outcome = outcome with { Remedy = $"{CutsOffOthers} {outcome.Remedy}" };
        }

        if (situation.Reading.Text.Length > situation.LongestToFix)
        {
            var longer = string.Create(CultureInfo.InvariantCulture, $"'atrest policy fix' finds the smallest change that fixes the whole policy; this audit has too many keys to do so for policies of over {situation.LongestToFix / 1024} KiB.");
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
                { IsInForce: false } => With(outcome, $"{Explanation} {Writer}", PolicyDiff.Of(situation.Reading.Text, fix.Text)),
                { Analysis.OwnerControl.IsCertain: false } => With(outcome, $"{Explanation} {LockedOut}", PolicyDiff.Of(situation.Reading.Text, fix.Text)),
                _ => With(outcome, $"{Explanation} {Commands} {Writer}", PolicyFixCommands.Of(situation.Key, situation.Reading.Text, fix.Text)),
            };
    }

    private static Outcome With(Outcome outcome, string? use, string? code) =>
        outcome with { Remedy = $"{outcome.Remedy} {use?.Trim()}".Trim() is { Length: > 0 } remedy ? remedy : null, RemedyCodeUse = null, RemedyCode = code };
}
