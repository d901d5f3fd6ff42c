using AtRest.Core.Aws;
using AtRest.Core.Rules;

namespace AtRest.Core.Camunda.Rules;

/// <summary>
/// After a cross-region cold recovery, a cluster runs in its former backup region, and its two keys are swapped
/// (https://docs.camunda.io/docs/components/saas/byok/cross-region-cold-recovery/). KMS-4 and DECL-2 report this situation with the same message.
/// </summary>
internal static class ColdRecovery
{
    /// <summary>The outcome if Camunda reports both the regions and the keys of the cluster swapped; otherwise null.</summary>
    public static Outcome? Of(RuleContext context)
    {
        var (cluster, reported) = (context.Cluster, new ReportedRegions(context));
        return context.External is { SecondaryKeyArn: { } secondary } declared
            && declared.PrimaryKeyArn.Value != secondary.Value
            && cluster.BackupRegion is { } backup
            && !Same(backup, cluster.Region)
            && Same(reported.Region, backup)
            && Same(reported.BackupRegion, cluster.Region)
            && CamundaReport.Of(context).Cluster?.Encryption is { } encryption
            && encryption.PrimaryKeyArn?.Trim() == secondary.Value
            && encryption.SecondaryKeyArn?.Trim() == declared.PrimaryKeyArn.Value
            ? Outcome.Fail($"Camunda reports the cluster in {backup} with the backup region {cluster.Region}, and its two keys are swapped in the same way. This happens after a cross-region cold recovery. The inventory still describes the cluster as it was before.") with
            {
                Consequence = "Both keys are the declared ones, and each is in the right region. But reports name the wrong key as the primary key until the inventory is corrected.",
                Remedy = $"If you started the recovery, correct the inventory: swap region and backupRegion, and swap primaryKeyArn and secondaryKeyArn. Do not create a new key, and keep both keys: Camunda keeps the original cluster for 30 days, and the other key protects its data and backups. If you did not start a recovery, contact Camunda support.",
                Evidence = reported.Reference is { } reference ? [reference] : [],
            }
            : null;
    }

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
