using System.Globalization;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Google.Rules;

/// <summary>
/// Google creates a new version at <c>nextRotationTime</c>, and then after each period (https://docs.cloud.google.com/kms/docs/key-rotation). Recommended: Camunda's documentation promises
/// rotation without downtime, but no longer a yearly one (https://docs.camunda.io/docs/components/saas/encryption-at-rest/).
/// </summary>
internal sealed class RotationRule : CryptoKeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "GKMS-3",
        Title = "The key is rotated at least once a year",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.Software | EncryptionType.Hardware,
    };

    private const int LongestPeriodInDays = 365;

    /// <summary>A rotation may be some days late before the age of the primary version counts against the key.</summary>
    private const int GraceInDays = 7;

    /// <summary>A key that is rotated while the audit runs has its whole period before it.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromHours(1);

    private const decimal SecondsPerDay = 86_400;

    private const string Subject = "The rotation of the key";

    protected override Outcome Evaluate(RuleContext context, CryptoKeyEvidence key) => key.Key.TryGet(out var found, out _)
        ? Judge(context, key, found) with { Evidence = [key.Key.Reference] }
        : key.Key.Unread(Subject);

    private static Outcome Judge(RuleContext context, CryptoKeyEvidence key, CryptoKey found)
    {
        var now = context.AuditedAt;
        var born = found.Primary is { } primary ? primary.CreateTime ?? primary.GenerateTime : null;
        var wrong = new List<string>(3);
        if (found.RotationPeriodSeconds is not { } period)
        {
            wrong.Add("it has no rotation period, so Google does not rotate it");
        }
        else if (period > LongestPeriodInDays * SecondsPerDay)
        {
            wrong.Add($"its rotation period is {Days(period)}, more than {LongestPeriodInDays} days");
        }

        if (found is { RotationPeriodSeconds: not null, NextRotationTime: { } next } && next < now)
        {
            wrong.Add($"its next rotation was due on {Wording.Day(next)} and is overdue by {Overdue(now - next)}");
        }

        if (found is { RotationPeriodSeconds: { } interval, NextRotationTime: { } planned } && (decimal)(planned - now - Leeway).TotalSeconds > interval)
        {
            wrong.Add($"its next rotation is only on {Wording.Day(planned)}, in {Wording.Days(Wording.WholeDays(now, planned))}, although its rotation period is {Days(interval)}: Google does not rotate it before that day");
        }

        if (born is { } birth && now - birth > TimeSpan.FromDays(LongestPeriodInDays + GraceInDays))
        {
            wrong.Add($"its primary {Short(found.Primary!)} is {Wording.Days(Wording.WholeDays(birth, now))} old (since {Wording.Day(birth)}), more than {LongestPeriodInDays} and {GraceInDays} days' grace");
        }

        if (wrong.Count > 0)
        {
            return Outcome.Fail($"The key is not rotated at least every {LongestPeriodInDays} days: {Listing.Of(wrong)}.") with
            {
                Consequence = "More and more data depends on one version of the key, for longer than most frameworks allow. Nothing is lost: older versions still decrypt.",
                Remedy = AskCamunda(key, $"rotate the key, and to set a rotation period of at most {LongestPeriodInDays} days, with the next rotation within that period"),
            };
        }

        return (found.NextRotationTime, found.Primary, born) switch
        {
            (null, _, _) => Outcome.Unknown("The key has a rotation period, but Google did not say when the next rotation is."),
            (_, null, _) => Outcome.NotApplicable("No version of the key is primary (see GKMS-1), so there is none whose age could be judged."),
            (_, _, null) => Outcome.Unknown($"Google did not say when the key's primary {Short(found.Primary)} was created."),
            ({ } upcoming, _, { } since) => Outcome.Pass(
                $"The key is rotated every {Days(found.RotationPeriodSeconds!.Value)}; its primary {Short(found.Primary)} is {Wording.Days(Wording.WholeDays(since, now))} old, and the next rotation is due on {Wording.Day(upcoming)}."),
        };
    }

    private static string Overdue(TimeSpan late) => late < TimeSpan.FromDays(1) ? "less than a day" : Wording.Days((int)late.TotalDays);

    private static string Days(decimal seconds)
    {
        var days = Math.Round(seconds / SecondsPerDay, 2);
        return days == 1 ? "1 day" : $"{days.ToString("0.##", CultureInfo.InvariantCulture)} days";
    }
}
