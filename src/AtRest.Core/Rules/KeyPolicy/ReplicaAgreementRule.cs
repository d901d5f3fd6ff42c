using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Access.Comparison;

namespace AtRest.Core.Rules.KeyPolicy;

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
            return Compare(KeyPolicySituations.AnalysisOf(context.Evidence, primary.Arn)!, KeyPolicySituations.AnalysisOf(context.Evidence, secondary.Arn)!);
        }
        catch (PolicyTooIntricateException)
        {
            return Outcome.Unknown("The policies of the two keys are too intricate: the comparison of all that they could decide differently would take too long.") with
            {
                Remedy = "Name principals instead of conditions, and put statements for the same actions together.",
            };
        }
    }

    private static Outcome Compare(KeyPolicyAnalysis one, KeyPolicyAnalysis other)
    {
        var (first, differences) = (one.Reading, one.DifferencesTo(other));
        return differences switch
        {
            [] => Outcome.Pass("The policies of the primary key and of the secondary key allow the same, each in its own region."),
            _ when differences.Any(difference => difference.IsCertain) => Different(first, [.. differences.Where(difference => difference.IsCertain)]),
            _ => Outcome.Unknown($"Whether the policies of the two keys allow the same is unknown: AWS does not document which callers a NotPrincipal exempts. {Listed(first, differences)}.") with
            {
                Remedy = "In the Deny, name the principals that it is meant for, with a condition on aws:PrincipalArn instead of NotPrincipal.",
            },
        };
    }

    private static Outcome Different(KeyPolicyReading first, ImmutableArray<PolicyDifference> differences) =>
        Outcome.Fail($"The policies of the two keys do not allow the same. {Listed(first, differences)}.") with
        {
            Consequence = "After a switch to the backup region the cluster, or others who need the key, may be without access, or someone may have access who is not expected there. "
                + "AWS keeps the policies of related keys apart: a change to one never reaches the other.",
            Remedy = "Decide which of the two policies is right, and bring the other in line; only names of regions should differ.",
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
