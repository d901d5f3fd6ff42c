using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.Waivers;

/// <summary>A waiver that meets no failure is a mistake, or an acceptance in advance that nobody watches.</summary>
internal sealed class WaiverUseRule : IOrganizationRule
{
    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "WAIV-2",
        Title = "Every waiver matches a cluster and a rule that fails",
        Level = RuleLevel.Recommended,
        Severity = Severity.Low,
        AppliesTo = EncryptionType.None,
    };

    public IEnumerable<Outcome> Evaluate(OrganizationContext context)
    {
        var inForce = context.Waivers.Where(use => use.State != WaiverState.Expired).Select(use => use.Waiver).ToList();
        yield return inForce.Count == 0
            ? Outcome.NotApplicable(context.Waivers.IsEmpty ? "No waiver is declared." : "Every declared waiver has expired (see WAIV-1).")
            : Judge(context, [.. inForce.Select(waiver => (waiver, WaiverMatch.Of(waiver, context)))]);
    }

    private static Outcome Judge(OrganizationContext context, List<(Waiver Waiver, WaiverMatch Match)> waivers)
    {
        List<string> Named(FindingStatus status) =>
            [.. waivers.Where(entry => entry.Match.Status == status).Select(entry => $"{WaiverText.Describe(entry.Waiver, context)}: {entry.Match.Reason}")];

        var (misses, unknown) = (Named(FindingStatus.Fail), Named(FindingStatus.Unknown));
        var doubt = unknown.Count == 0 ? "" : WaiverText.Lines($"Whether {WaiverText.Count(unknown.Count, "matches", "match")} a failure could not be seen:", unknown);
        if (misses.Count == 0)
        {
            return unknown.Count == 0
                ? Outcome.Pass($"{WaiverText.Count(waivers.Count, "is", "are")} in force, and each matches a failure.")
                : Outcome.Unknown(doubt) with { Remedy = "Mend what keeps the named rules from being judged, then audit again." };
        }

        return Outcome.Fail(WaiverText.Lines($"{WaiverText.Count(misses.Count, "matches", "match")} no failure:", misses) + (doubt.Length == 0 ? "" : "\n" + doubt)) with
        {
            Consequence = "Such a waiver accepts nothing today. If it names the wrong cluster or rule, what it was meant for is still open; if not, it would accept a later failure that nobody has looked at.",
            Remedy = "Correct the waiver's cluster or rule in the inventory, or remove the waiver.",
        };
    }
}
