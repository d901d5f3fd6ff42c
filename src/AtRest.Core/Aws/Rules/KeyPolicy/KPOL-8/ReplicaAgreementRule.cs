using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Access.Comparison;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Fixing;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>KPOL-8: the policies of the two keys of a dual-region cluster give the same permissions.</summary>
internal sealed class ReplicaAgreementRule : IRule
{
    public const string Id = "KPOL-8";

    private const int MaxDifferences = 8;

    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "The policies of the primary key and the secondary key give the same permissions",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        if (context.Keys is not [var primary, var secondary])
        {
            return [Outcome.NotApplicable("The cluster declares only one key, so there is no second policy to compare.")];
        }

        var outcome = Compare(context, primary, secondary);
        return [outcome with { Evidence = [primary.Evidence.Policy.Reference, secondary.Evidence.Policy.Reference] }];
    }

    private static Outcome Compare(RuleContext context, ClusterKey primary, ClusterKey secondary)
    {
        if (primary.Arn == secondary.Arn)
        {
            return Outcome.NotApplicable("The cluster declares the same key twice (see KMS-4), so there is no second policy to compare.");
        }

        if (new[] { primary, secondary }.FirstOrDefault(key => key.IsMissing) is { } missing)
        {
            return Outcome.NotApplicable($"The {missing.Designation} does not exist (see KMS-1), so there is no second policy to compare.");
        }

        if ((Unreadable(context, primary) ?? Unreadable(context, secondary)) is { } unreadable)
        {
            return unreadable;
        }

        try
        {
            return Compare(KeyPolicySituations.Of(context, primary), KeyPolicySituations.Of(context, secondary));
        }
        catch (PolicyTooComplexException)
        {
            return Outcome.Unknown("The policies of the two keys are too complex to compare.") with
            {
                Remedy = "Name principals instead of using conditions, and combine statements for the same actions.",
            };
        }
    }

    private static Outcome Compare(KeyPolicySituation primary, KeyPolicySituation secondary)
    {
        var (first, differences) = (primary.Reading, primary.Analysis.DifferencesTo(secondary.Analysis));
        return differences switch
        {
            [] => Outcome.Pass("The policies of the primary key and of the secondary key give the same permissions, each in its own region."),
            _ when differences.Any(difference => difference.IsCertain) => Different(primary, secondary, [.. differences.Where(difference => difference.IsCertain)]),
            _ => Outcome.Unknown($"Whether the policies of the two keys give the same permissions could not be determined, because AWS does not document which callers a NotPrincipal exempts: {Listed(first, differences)}.") with
            {
                Remedy = "In the Deny, name the intended principals with a condition on aws:PrincipalArn instead of NotPrincipal.",
            },
        };
    }

    private static Outcome Different(KeyPolicySituation primary, KeyPolicySituation secondary, ImmutableArray<PolicyDifference> differences)
    {
        var place = PrintedElsewhere(primary, secondary);
        return Outcome.Fail($"The policies of the two keys give different permissions: {Listed(primary.Reading, differences)}.") with
        {
            Consequence = "After a switch to the backup region, the cluster or another principal can lack access to the key, or a principal can have unintended access. "
                + "AWS does not synchronize the policies of related keys.",
            Remedy = place is null
                ? "Decide which of the two policies is right, and change the other to match. Only the names of regions should differ. The commands save both policies and put the policy of the secondary key back, in case the policy of the primary key is right: "
                    + "edit the file of the secondary key before you put it back. Use bash."
                : $"Make the change that is printed {place}. It fixes the policy and makes the two policies match.",
            RemedyCode = place is null ? Commands(primary.Key, secondary.Key) : null,
        };
    }

    private static string Commands(KmsKeyArn primary, KmsKeyArn secondary) => string.Join(
        '\n',
        PolicyFixCommands.Get(primary, $"policy-{primary.Region}.json"),
        PolicyFixCommands.Get(secondary, $"policy-{secondary.Region}.json"),
        PolicyFixCommands.Put(secondary, $"policy-{secondary.Region}.json"));

    /// <summary>
    /// A fault of one policy, and the change that fixes it, are reported with the key. If these changes leave no difference between the two policies, nothing
    /// else is needed. Returns where the changes are printed, as a phrase; null if a difference remains, or if the changes were not computed.
    /// </summary>
    private static string? PrintedElsewhere(KeyPolicySituation primary, KeyPolicySituation secondary)
    {
        var places = new[] { primary, secondary }.Select(situation => (situation.Designation, Rule: KeyPolicySituations.FirstUnmet(situation.Analysis, situation.Role))).Where(place => place.Rule is not null).ToList();
        return places.Count > 0 && Fixed(primary) is { } one && Fixed(secondary) is { } other && one.DifferencesTo(other).IsEmpty
            ? Listing.Of([.. places.Select(place => $"under {place.Rule} of the {place.Designation}")])
            : null;
    }

    /// <summary>The analysis of the fixed policy; null if it cannot be fixed, or takes too long.</summary>
    private static KeyPolicyAnalysis? Fixed(KeyPolicySituation situation) => situation switch
    {
        _ when situation.Reading.Text.Length > situation.LongestToFix => null,
        _ => situation.Analysis.Fix() switch
        {
            { Outcome: PolicyFixOutcome.AlreadyCompliant } => situation.Analysis,
            { Outcome: PolicyFixOutcome.Fixed } fix => KeyPolicyAnalysis.Of(fix.Text, situation.Analysis.Subject),
            _ => null,
        },
    };

    private static string Listed(KeyPolicyReading first, ImmutableArray<PolicyDifference> differences)
    {
        var more = differences.Length > MaxDifferences ? $"; and {differences.Length - MaxDifferences} more" : "";
        return string.Join("; ", differences.Take(MaxDifferences).Select(difference => Describe(first, difference))) + more;
    }

    private static string Describe(KeyPolicyReading first, PolicyDifference difference)
    {
        var key = ReferenceEquals(difference.Allowing, first) ? "primary" : "secondary";
        var conditions = ReachText.Conditions(difference.Allowing, difference.Statements);
        var under = conditions.Length == 0 ? "" : $", under {conditions}";
        return $"only the {key} key's policy allows {difference.Who} {ReachText.Actions(difference.Actions)} ({ReachText.Statements(difference.Allowing, difference.Statements)}{under})";
    }

    private static Outcome? Unreadable(RuleContext context, ClusterKey key)
    {
        if (KeyPolicySituations.AnalysisOf(context, key.Arn) is not { } analysis)
        {
            return key.Evidence.Policy.Unread($"The policy of the {key.Designation}");
        }

        return analysis.Reading.IsUnderstood
            ? null
            : Outcome.Unknown($"The policy of the {key.Designation} is not valid (see KPOL-1), so it cannot be compared.") with
            {
                Remedy = "Fix the errors that KPOL-1 reports for that policy.",
            };
    }
}
