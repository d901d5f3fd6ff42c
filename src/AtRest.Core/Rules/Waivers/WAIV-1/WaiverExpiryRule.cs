using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.Waivers;

/// <summary>An acceptance is for a time; after it somebody has to decide again.</summary>
internal sealed class WaiverExpiryRule : IOrganizationRule
{
    private const int NoticeDays = 30;

    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "WAIV-1",
        Title = "No waiver has expired",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.None,
    };

    public IEnumerable<Outcome> Evaluate(OrganizationContext context)
    {
        if (context.Waivers.IsEmpty)
        {
            yield return Outcome.NotApplicable("No waiver is declared.");
            yield break;
        }

        var soon = DateOnly.FromDateTime(context.AuditedAt.UtcDateTime).AddDays(NoticeDays);
        var expired = context.Waivers.Where(use => use.State == WaiverState.Expired).Select(use => use.Waiver).ToList();
        var ending = context.Waivers.Where(use => use.State != WaiverState.Expired && use.Waiver.Expires <= soon).Select(use => use.Waiver).ToList();
        var notice = ending.Count == 0 ? "" : "\n" + WaiverText.Lines(
            $"{WaiverText.Count(ending.Count, "expires", "expire")} within {NoticeDays} days:", ending.Select(waiver => WaiverText.Describe(waiver, context)));
        if (expired.Count == 0)
        {
            yield return Outcome.Pass($"{WaiverText.Count(context.Waivers.Length, "is", "are")} declared, and none has expired.{notice}");
            yield break;
        }

        yield return Outcome.Fail(WaiverText.Lines(
            $"{WaiverText.Count(expired.Count, "has expired and counts", "have expired and count")} for nothing:",
            expired.Select(waiver => $"{WaiverText.Describe(waiver, context)}: {Now(waiver, context)}")) + notice) with
        {
            Consequence = "What an expired waiver accepted counts as a failure again, and nobody has decided about it since.",
            Remedy = "Mend what the waiver accepted and remove the waiver, or have it approved anew with a later last day in the inventory.",
        };
    }

    /// <summary>What became of that which the waiver accepted.</summary>
    private static string Now(Waiver waiver, OrganizationContext context)
    {
        var findings = WaiverText.Find(waiver, context)?.Findings.Where(finding => finding.RuleId == waiver.Rule).ToList() ?? [];
        return findings.Exists(finding => finding.IsOpenFailure) ? "the rule still fails there"
            : findings.Exists(finding => finding.Waiver is not null) ? "another waiver accepts the failure now"
            : WaiverMatch.Of(waiver, context).Reason;
    }
}
