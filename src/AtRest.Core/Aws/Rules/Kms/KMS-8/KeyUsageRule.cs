using AtRest.Core.Aws.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>
/// A key that was not used for long may not be the one that encrypts the cluster (https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html). It need not be a fault: data keys
/// live on in memory (https://docs.aws.amazon.com/ebs/latest/userguide/how-ebs-encryption-works.html).
/// </summary>
internal sealed class KeyUsageRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-8",
        Title = "The key was used in the last 90 days",
        Level = RuleLevel.Recommended,
        Severity = Severity.Low,
        AppliesTo = EncryptionType.External,
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
            null => Outcome.Unknown($"AWS KMS reports no use of the {key.Designation}, and not since when it has kept track."),
            { } start when start <= windowStart => Unused($"AWS KMS has kept track of the {key.Designation} since {Wording.Day(start)} and has seen no use."),
            { } start when WasCreatedBy(key, start) is { } created => Unused($"The {key.Designation} was created on {Wording.Day(created)} and has not been used since."),
            { } start => Outcome.Unknown($"AWS began to keep track of the {key.Designation} on {Wording.Day(start)} and has seen no use since; the {WindowInDays} days cannot be seen yet."),
        };
    }

    /// <summary>If AWS has watched the key for all its life, the day of its creation. The two times may differ by a moment.</summary>
    private static DateTimeOffset? WasCreatedBy(ClusterKey key, DateTimeOffset trackingStart) =>
        key.Evidence.Metadata.TryGet(out var metadata, out _) && metadata.CreationDate is { } created && created >= trackingStart.AddMinutes(-1) ? created : null;

    private static Outcome Unused(string message) => Outcome.Fail(message) with
    {
        Consequence = "The key may not be the one that encrypts the cluster. But silence alone is no proof: a cluster calls its key when disks are created or attached, when it starts, and when backups are written. In between it works with data keys in memory, so a quiet cluster may be silent for long.",
        Remedy = "Compare the key's ARN with the one in the Camunda Console. If it is right, look whether the cluster is suspended, whether backups are written, or whether the cluster can no longer reach its key. Do not delete the key: disks, documents and backups that it encrypted need it, however long it was not used.",
    };
}
