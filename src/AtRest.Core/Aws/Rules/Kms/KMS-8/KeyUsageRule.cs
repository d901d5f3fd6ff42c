using AtRest.Core.Aws.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>
/// A key that was not used for a long time may not be the one that encrypts the cluster (https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html). It need not be a fault: data keys
/// stay in memory (https://docs.aws.amazon.com/ebs/latest/userguide/how-ebs-encryption-works.html).
/// </summary>
internal sealed class KeyUsageRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-8",
        Title = "The KMS key was used in the last 90 days",
        Level = RuleLevel.Recommended,
        Severity = Severity.Low,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    private const int WindowInDays = 90;

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var collected = key.Evidence.LastUsage;
        return collected.TryGet(out var usage, out _)
            ? Judge(context, key, usage) with { Evidence = [collected.Reference] }
            : collected.Unread($"When the {key.Designation} was last used");
    }

    private static Outcome Judge(RuleContext context, ClusterKey key, KeyLastUsage usage)
    {
        var windowStart = context.AuditedAt.AddDays(-WindowInDays);
        if (usage.LastUsed is { } last)
        {
            var operation = string.IsNullOrEmpty(usage.Operation) ? "" : $" ({usage.Operation})";
            return last >= windowStart
                ? Outcome.Pass($"The {key.Designation} was last used on {Wording.Day(last)}{operation}.")
                : Unused($"The {key.Designation} was last used on {Wording.Day(last)}{operation}, {Wording.Days(Wording.WholeDays(last, context.AuditedAt))} ago.");
        }

        return usage.TrackingStartDate switch
        {
            null => Outcome.Unknown($"AWS KMS reports no use of the {key.Designation}, and did not return the date since which it has recorded use."),
            { } start when start <= windowStart => Unused($"AWS KMS has recorded the use of the {key.Designation} since {Wording.Day(start)}, and the key has not been used since."),
            { } start when WasCreatedBy(key, start) is { } created => Unused($"The {key.Designation} was created on {Wording.Day(created)} and has not been used since."),
            { } start => Outcome.Unknown($"AWS KMS has recorded the use of the {key.Designation} only since {Wording.Day(start)}, and the key has not been used since. The record does not yet cover {WindowInDays} days."),
        };
    }

    /// <summary>The creation date, if AWS has recorded the use of the key since then. The two times can differ slightly.</summary>
    private static DateTimeOffset? WasCreatedBy(ClusterKey key, DateTimeOffset trackingStart) =>
        key.Evidence.Metadata.TryGet(out var metadata, out _) && metadata.CreationDate is { } created && created >= trackingStart.AddMinutes(-1) ? created : null;

    private static Outcome Unused(string message) => Outcome.Fail(message) with
    {
        Consequence = "The key may not be the one that encrypts the cluster. Missing use alone does not prove this. A cluster calls its key when it starts, when disks are created or attached, and when backups are written. In between it works with data keys in memory, so a quiet cluster can go a long time without calling the key.",
        Remedy = "Compare the key's ARN with the one in the Camunda Console. If it is the same, check whether the cluster is suspended, whether backups are written, and whether the cluster can still reach its key. Do not delete the key, even if it was not used for a long time: disks, documents and backups may be encrypted with it.",
    };
}
