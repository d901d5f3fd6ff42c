using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Camunda.Rules;

/// <summary>Where Camunda says that a cluster and its backup are, and what of the declaration contradicts it.</summary>
internal sealed class ReportedRegions
{
    private readonly Cluster declared;
    private readonly CamundaReport report;

    public ReportedRegions(RuleContext context)
    {
        declared = context.Cluster;
        report = CamundaReport.Of(context);
        if (report is { Doubt: null, Cluster: { } cluster })
        {
            Region = CamundaRegionReading.CodeOf(cluster.Region, declared.Provider);
            HasBackup = cluster.BackupRegion is not null;
            BackupRegion = CamundaRegionReading.CodeOf(cluster.BackupRegion, declared.Provider);
            BackupName = BackupRegion ?? cluster.BackupRegion?.Name ?? "unnamed";
        }
    }

    /// <summary>The provider's code of the cluster's region; null if Camunda does not tell it.</summary>
    public string? Region { get; }

    /// <summary>The provider's code of the backup region; null if there is none or Camunda does not tell it.</summary>
    public string? BackupRegion { get; }

    public EvidenceReference? Reference => report.Reference;

    private bool? HasBackup { get; }

    private string BackupName { get; } = "";

    /// <summary>What contradicts the declared region, as a sentence; null if nothing does.</summary>
    public string? RegionContradiction => Region is null || Same(Region, declared.Region) ? null
        : $"The cluster is declared in {declared.Region}, but Camunda reports that it runs in {Region}.";

    /// <summary>What contradicts the declared backup region, as a sentence; null if nothing does.</summary>
    public string? BackupContradiction => (HasBackup, declared.BackupRegion) switch
    {
        (true, null) => $"Camunda reports that the cluster has its backup in {BackupName}, but no backup region is declared.",
        (true, { } backup) when BackupRegion is not null && !Same(BackupRegion, backup) => $"The cluster's backup is declared in {backup}, but Camunda reports it in {BackupRegion}.",
        (false, { } backup) => $"The cluster's backup is declared in {backup}, but Camunda reports a cluster without a backup region.",
        _ => null,
    };

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
