using AtRest.Core.Rules;

namespace AtRest.Core.Controls.Checks;

/// <summary>Audits are repeated: an earlier report, with which this one is compared, is at most so many days old. Without one nothing is shown: there may be audits of which AtRest does not know.</summary>
internal static class EarlierAuditCheck
{
    public static IEnumerable<Outcome> Of(RuleContext context, int days) => context.Evidence.Evidence.Previous?.GeneratedAt switch
    {
        null => [Outcome.NotApplicable("No previous report was given, so nothing shows that audits are repeated.")],
        { } earlier when earlier < context.AuditedAt.AddDays(-days) => [Outcome.NotApplicable($"The previous report is of {Wording.Day(earlier)}, more than {Wording.Days(days)} ago.")],
        { } earlier => [Outcome.Pass($"The previous report is of {Wording.Day(earlier)}.")],
    };
}
