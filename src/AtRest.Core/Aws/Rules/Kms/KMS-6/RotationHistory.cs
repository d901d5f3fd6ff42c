using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>The rotations that <c>ListKeyRotations</c> returned.</summary>
internal sealed record RotationHistory
{
    public const int YearInDays = 365;

    /// <summary>
    /// False if there may have been rotations that nobody could see. An endpoint that does not offer the list, or AWS for a key
    /// that cannot be rotated, answers "unsupported": then there is nothing to be seen.
    /// </summary>
    public required bool IsReadable { get; init; }

    /// <summary>The last rotation of either kind.</summary>
    public DateTimeOffset? Last { get; init; }

    public DateTimeOffset? LastByHand { get; init; }

    /// <summary>The last rotation by hand, if it is at most a year old.</summary>
    public DateTimeOffset? ByHandInTime { get; init; }

    public required DateTimeOffset AuditedAt { get; init; }

    /// <summary>Whether a day is at most a year before the audit.</summary>
    public bool IsRecent(DateTimeOffset date) => date >= AuditedAt.AddDays(-YearInDays);

    public static RotationHistory Of(Collected<KeyRotations> collected, DateTimeOffset auditedAt)
    {
        if (!collected.TryGet(out var rotations, out var absence))
        {
            return new RotationHistory { AuditedAt = auditedAt, IsReadable = absence.Kind == AbsenceKind.Unsupported };
        }

        var last = rotations.Items.Where(rotation => rotation.RotationType == "ON_DEMAND").Select(rotation => (DateTimeOffset?)rotation.Date).Max();
        return new RotationHistory
        {
            AuditedAt = auditedAt,
            IsReadable = true,
            Last = rotations.Items.Select(rotation => (DateTimeOffset?)rotation.Date).Max(),
            LastByHand = last,
            ByHandInTime = last >= auditedAt.AddDays(-YearInDays) ? last : null,
        };
    }
}
