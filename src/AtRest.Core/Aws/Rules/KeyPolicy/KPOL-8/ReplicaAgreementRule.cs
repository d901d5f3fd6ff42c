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

/// <summary>KPOL-8: the policies of a dual-region cluster's two keys allow the same.</summary>
internal sealed class ReplicaAgreementRule : IRule
{
    public const string Id = "KPOL-8";

    private const int MaxDifferences = 8;

    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "The policies of the primary and the secondary key allow the same",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        if (context.Keys is not [var primary, var secondary])
        {
            return [Outcome.NotApplicable("The cluster declares one key only, so there is no second policy to compare.")];
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
        catch (PolicyTooIntricateException)
        {
            return Outcome.Unknown("The policies of the two keys are too intricate: the comparison of all that they could decide differently would take too long.") with
            {
                Remedy = "Name principals instead of conditions, and put statements for the same actions together.",
            };
        }
    }

    private static Outcome Compare(KeyPolicySituation primary, KeyPolicySituation secondary)
    {
        var (first, differences) = (primary.Reading, primary.Analysis.DifferencesTo(secondary.Analysis));
        return differences switch
        {
            [] => Outcome.Pass("The policies of the primary key and of the secondary key allow the same, each in its own region."),
            _ when differences.Any(difference => difference.IsCertain) => Different(primary, secondary, [.. differences.Where(difference => difference.IsCertain)]),
            _ => Outcome.Unknown($"Whether the policies of the two keys allow the same is unknown: AWS does not document which callers a NotPrincipal exempts. {Listed(first, differences)}.") with
            {
                Remedy = "In the Deny, name the principals that it is meant for, with a condition on aws:PrincipalArn instead of NotPrincipal.",
            },
        };
    }

    private static Outcome Different(KeyPolicySituation primary, KeyPolicySituation secondary, ImmutableArray<PolicyDifference> differences)
    {
        var told = ToldElsewhere(primary, secondary);
        return Outcome.Fail($"The policies of the two keys do not allow the same. {Listed(primary.Reading, differences)}.") with
        {
            Consequence = "After a switch to the backup region the cluster, or others who need the key, may be without access, or someone may have access who is not expected there. "
                + "AWS keeps the policies of related keys apart: a change to one never reaches the other.",
            Remedy = told is null
                ? "Decide which of the two policies is right, and bring the other in line; only names of regions should differ. The commands save both policies and put the secondary key's policy back, for the case that the primary key's is right: "
                    + "edit the secondary key's file before you put it. They are for bash."
                : $"Make the change that is printed {told}: it fixes the policy and brings the two policies in line.",
            RemedyCode = told is null ? Commands(primary.Key, secondary.Key) : null,
        };
    }

    private static string Commands(KmsKeyArn primary, KmsKeyArn secondary) => string.Join(
        '\n',
        PolicyFixCommands.Get(primary, $"policy-{primary.Region}.json"),
        PolicyFixCommands.Get(secondary, $"policy-{secondary.Region}.json"),
        PolicyFixCommands.Put(secondary, $"policy-{secondary.Region}.json"));

    /// <summary>
    /// A fault of one policy is told with the key that it is about, and so is the change that fixes it. If these changes leave no difference between the two policies, nothing
    /// else is to be done: then where they are printed, as a phrase. Null if a difference remains, or the changes were not worked out.
    /// </summary>
    private static string? ToldElsewhere(KeyPolicySituation primary, KeyPolicySituation secondary)
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
            { Outcome: PolicyFixOutcome.AlreadyRight } => situation.Analysis,
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
        if (KeyPolicySituations.AnalysisOf(context.Evidence, key.Arn) is not { } analysis)
        {
            return key.Evidence.Policy.Unread($"The policy of the {key.Designation}, which is to be compared with the other one,");
        }

        return analysis.Reading.IsUnderstood
            ? null
            : Outcome.Unknown($"The policy of the {key.Designation} could not be understood (see KPOL-1), so it cannot be compared.") with
            {
                Remedy = "Fix the policy that could not be understood; KPOL-1 quotes its errors.",
            };
    }
}
