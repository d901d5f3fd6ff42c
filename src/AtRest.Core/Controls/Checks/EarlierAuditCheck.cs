using AtRest.Core.Rules;

namespace AtRest.Core.Controls.Checks;

/// <summary>Audits are repeated: an earlier report, with which this one is compared, is at most so many days old.</summary>
internal static class EarlierAuditCheck
{
    public static IEnumerable<Outcome> Of(RuleContext context, int days) => context.Evidence.Evidence.Previous?.GeneratedAt switch
    {
        null => [Outcome.Fail("No previous report was given, so nothing shows that audits are repeated.")],
        { } earlier when earlier < context.AuditedAt.AddDays(-days) => [Outcome.Fail($"The previous report is of {Wording.Day(earlier)}, more than {Wording.Days(days)} ago.")],
        { } earlier => [Outcome.Pass($"The previous report is of {Wording.Day(earlier)}.")],
    };
}
