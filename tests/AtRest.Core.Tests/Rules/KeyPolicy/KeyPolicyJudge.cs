using System.Collections.Immutable;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>Evaluates the rules about key policies separately.</summary>
internal static class KeyPolicyJudge
{
    public static ImmutableArray<IRule> Rules { get; } = [.. RuleCatalog.All.Where(rule => rule.Descriptor.Id.StartsWith("KPOL-", StringComparison.Ordinal))];

    /// <summary>The rules that can be fixed by changing only the policy.</summary>
    public static ImmutableArray<string> FixableRules { get; } = ["KPOL-1", "KPOL-2", "KPOL-3", "KPOL-4", "KPOL-5", "KPOL-6"];

    /// <summary>The outcome of a rule for the primary key.</summary>
    public static Outcome Judge(RuleContext context, string rule) => Rules.Single(candidate => candidate.Descriptor.Id == rule).Evaluate(context).First();
}
