using AtRest.Core.Aws.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>What a set of lifecycle rules leaves of a file, in days since it was written.</summary>
/// <param name="Current">Days until a file is deleted, or in a versioned bucket until it becomes a noncurrent version.</param>
/// <param name="CurrentRule">The rule that does it; null: none.</param>
/// <param name="Noncurrent">Days for which a noncurrent version is kept.</param>
/// <param name="NoncurrentRule">The rule that deletes it; null: none.</param>
internal sealed record LifecycleLimit(int Current, LifecycleRule? CurrentRule, int Noncurrent, LifecycleRule? NoncurrentRule)
{
    public static LifecycleLimit Of(IEnumerable<RuleReach> rules, DateTimeOffset auditedAt)
    {
        var limit = new LifecycleLimit(RetentionEstimate.Forever, null, RetentionEstimate.Forever, null);
        foreach (var rule in rules.Select(reach => reach.Rule))
        {
            if (CurrentDays(rule, auditedAt) is { } current && current < limit.Current)
            {
                limit = limit with { Current = current, CurrentRule = rule };
            }

            // Each log file is written once. So it has one version, which a rule that keeps newer noncurrent ones never reaches.
            if (rule is { NoncurrentExpirationDays: { } noncurrent, NewerNoncurrentVersions: null or 0 } && noncurrent < limit.Noncurrent)
            {
                limit = limit with { Noncurrent = noncurrent, NoncurrentRule = rule };
            }
        }

        return limit;
    }

    /// <summary>The days, and what limits them, as the rest of a sentence.</summary>
    public (string Limit, int Days) Judge(bool isVersioned) => (Description(isVersioned), Days(isVersioned));

    private int Days(bool isVersioned) => CurrentRule is null || (isVersioned && NoncurrentRule is null) ? RetentionEstimate.Forever
        : isVersioned ? (int)Math.Min((long)Current + Noncurrent, RetentionEstimate.Forever)
        : Current;

    private string Description(bool isVersioned)
    {
        if (CurrentRule is null)
        {
            return "no lifecycle rule deletes them";
        }

        var expiration = CurrentRule.ExpirationDate is { } date && CurrentRule.ExpirationDays is null
            ? $"lifecycle rule {RuleReach.NameOf(CurrentRule)} deletes all of them on {Wording.Day(date)}"
            : $"lifecycle rule {RuleReach.NameOf(CurrentRule)} deletes them after {Wording.Days(Current)}";
        return (isVersioned, NoncurrentRule) switch
        {
            (true, null) => $"{expiration}, but versioning keeps the deleted versions",
            (true, { } rule) => $"{expiration}, and rule {RuleReach.NameOf(rule)} their deleted versions {Wording.Days(Noncurrent)} later",
            _ => expiration,
        };
    }

    /// <summary>A date in the past deletes every new file at once.</summary>
    private static int? CurrentDays(LifecycleRule rule, DateTimeOffset auditedAt) =>
        rule.ExpirationDays ?? (rule.ExpirationDate is { } date ? Wording.WholeDays(auditedAt, date) : null);
}
