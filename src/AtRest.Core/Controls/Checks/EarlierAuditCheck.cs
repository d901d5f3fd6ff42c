using AtRest.Core.Rules;

namespace AtRest.Core.Controls.Checks;

/// <summary>Audits are repeated: the previous report is at most a given number of days old. Without a previous report nothing is shown, because earlier audits may exist elsewhere.</summary>
internal static class EarlierAuditCheck
{
    public static IEnumerable<Outcome> Of(RuleContext context, int days) => context.Evidence.Evidence.Previous?.GeneratedAt switch
    {
        null => [Outcome.NotApplicable("There is no previous report, so it is not shown that audits are repeated.")],
        { } earlier when earlier < context.AuditedAt.AddDays(-days) => [Outcome.NotApplicable($"The previous report is from {Wording.Day(earlier)}, more than {Wording.Days(days)} ago.")],
        { } earlier => [Outcome.Pass($"The previous report is from {Wording.Day(earlier)}.")],
    };
}
