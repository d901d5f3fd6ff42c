using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.Waivers;

/// <summary>Whether a waiver matches a failure.</summary>
/// <param name="Status">Pass: it matches one. Fail: it matches none. Unknown: this cannot be determined.</param>
/// <param name="Reason">Why it matches none, as the end of a sentence; empty if it matches a failure.</param>
internal sealed record WaiverMatch(FindingStatus Status, string Reason)
{
    public static WaiverMatch Of(Waiver waiver, OrganizationContext context)
    {
        if (Unwaivable(waiver.Rule) is { } problem)
        {
            return problem;
        }

        if (WaiverText.Find(waiver, context) is not { } audit)
        {
            return Miss("the organization has no cluster with this ID");
        }

        var findings = audit.Findings.Where(finding => finding.RuleId == waiver.Rule).ToList();
        if (findings.Exists(finding => finding.Status == FindingStatus.Fail))
        {
            return new(FindingStatus.Pass, "");
        }

        return findings switch
        {
            [] => OfUnjudged(waiver.Rule, audit.Cluster.Encryption),
            _ when findings.Exists(finding => finding.Status == FindingStatus.Unknown) => new(FindingStatus.Unknown, "the rule could not be judged for that cluster"),
            _ when findings.Exists(finding => finding.Status == FindingStatus.Pass) => Miss("the rule passes there"),
            _ => Miss("the rule does not apply there, so it cannot fail"),
        };
    }

    /// <summary>The reason why no waiver can accept a failure of the rule; null if one can.</summary>
    private static WaiverMatch? Unwaivable(string rule)
    {
        if (RuleCatalog.Organization.Any(known => known.Descriptor.Id == rule))
        {
            return Miss("this rule is about the organization, not about a cluster, so its failures cannot be waived");
        }

        return RuleCatalog.All.Any(known => known.Descriptor.Id == rule) ? null
            : Miss("no rule has this ID");
    }

    private static WaiverMatch OfUnjudged(string rule, DeclaredEncryption declared) =>
        RuleCatalog.All.Any(known => known.Descriptor.Id == rule && known.Descriptor.AppliesTo.Covers(declared))
            ? new(FindingStatus.Unknown, "the rule was not judged for that cluster")
            : Miss(declared.Type == EncryptionType.None ? "the rule does not apply to an undeclared cluster" : $"the rule does not apply to a cluster of type {declared.Type}");

    private static WaiverMatch Miss(string reason) => new(FindingStatus.Fail, reason);
}
