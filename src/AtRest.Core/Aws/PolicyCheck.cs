using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Rules.KeyPolicy;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws;

/// <summary>What the KPOL rules say about a key policy, by the same code as in an audit.</summary>
/// <param name="Verdict">As of an audit.</param>
/// <param name="Findings">In the catalogue's order; where several roles are expected, a rule about roles has a finding for each.</param>
public sealed record PolicyCheckResult(Verdict Verdict, ImmutableArray<Finding> Findings)
{
    /// <summary>The rules that do not affect the verdict: what depends on grants, if they are not known.</summary>
    public ImmutableArray<string> Uncounted { get; init; } = [];
}

/// <summary>Judges a key policy by the rules about key policies alone. Pure, as an audit is.</summary>
public static class PolicyCheck
{
    private const string Designation = "primary key";

    /// <param name="policy">The policy's text.</param>
    /// <param name="subject">The key and the roles of the clusters that use it, one at least. Where the grants are not known, what rests on them alone does not count.</param>
    /// <param name="name">The name of the policy's file, for the difference that fixes it.</param>
    public static PolicyCheckResult Run(string policy, KeySubject subject, string name = "policy.json")
    {
        var analysis = KeyPolicyAnalysis.Of(policy, subject);
        var findings = KeyPolicyRules.All
            .SelectMany(rule => Outcomes(rule, analysis, name).Select(outcome => Auditor.ToFinding(rule.Descriptor, outcome with { Resource = analysis.Subject.Key.Value }, waiver: null, EncryptionType.External)))
            .ToImmutableArray();
        ImmutableArray<string> uncounted = analysis.Subject.Grants is null ? [GrantsRule.Id] : [];
        return new(Verdicts.Of(findings.Where(finding => !uncounted.Contains(finding.RuleId))), findings) { Uncounted = uncounted };
    }

    /// <summary>The statements that a finding is about, in the policy's order.</summary>
    public static ImmutableArray<PolicyStatement> StatementsOf(Finding finding, KeyPolicy policy) => [.. finding.Statements.Select(index => policy.Statements[index])];

    private static IEnumerable<Outcome> Outcomes(IRule rule, KeyPolicyAnalysis analysis, string name) => rule switch
    {
        KeyPolicyRule policyRule => SituationsOf(analysis, policyRule, name).Select(policyRule.Judged),
        GrantsRule => [JudgeGrants(analysis)],
        _ => [Outcome.NotApplicable("One key is judged, so there is no second policy to compare.")],
    };

    /// <summary>Rules about a role are judged for each of them, all others once.</summary>
    private static IEnumerable<KeyPolicySituation> SituationsOf(KeyPolicyAnalysis analysis, KeyPolicyRule rule, string name) =>
        (rule is RoleAccessRule or LeastPrivilegeRule ? analysis.Subject.Roles : [analysis.Subject.Roles[0]]).Select(role => new KeyPolicySituation
        {
            Analysis = analysis,
            Role = role,
            Designation = Designation,
            FileName = name,
            GrantsAbsence = analysis.Subject.Grants is null ? NoGrants : null,
            FixPrintedElsewhere = id => PrintedElsewhere(analysis, role, id),
        });

    private static string? PrintedElsewhere(KeyPolicyAnalysis analysis, KeyPolicies.Naming.Arn role, string rule)
    {
        foreach (var candidate in analysis.Subject.Roles)
        {
            if (KeyPolicySituations.FirstUnmet(analysis, candidate) is { } first)
            {
                return first == rule && (candidate == role || rule is not (RoleAccessRule.Id or LeastPrivilegeRule.Id)) ? null : $"under {first}";
            }
        }

        return null;
    }

    private static Outcome JudgeGrants(KeyPolicyAnalysis analysis) => analysis.Subject.Grants is { } grants
        ? GrantsRule.Judge(grants, analysis.Subject.Key, Designation, analysis.Subject.Roles)
        : Outcome.Unknown($"Who holds the grants on the {Designation} is unknown. {NoGrants.Cause}");

    private static Absence NoGrants { get; } = new() { Kind = AbsenceKind.NotCollected, Cause = "No list of the key's grants was given." };
}
