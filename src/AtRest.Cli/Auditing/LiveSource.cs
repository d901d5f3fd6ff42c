using System.Collections.Immutable;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Auditing;

/// <summary>Reads the clouds now.</summary>
internal sealed class LiveSource : IAuditSource
{
    private readonly InventoryDocument inventory;
    private readonly ImmutableArray<Organization> selected;
    private readonly AuditSettings settings;
    private readonly CliEnvironment environment;
    private readonly CloudAccess clouds;

    public LiveSource(InventoryDocument inventory, AuditSettings settings, CliEnvironment environment, CloudAccess clouds)
    {
        this.inventory = inventory;
        this.settings = settings;
        this.environment = environment;
        this.clouds = clouds;
        selected = Selection.Of(inventory.Organizations, settings);
    }

    public ImmutableArray<string> Organizations => [.. selected.Select(organization => organization.Id)];

    public async Task<ImmutableArray<AuditEvidence>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = environment.Time.GetUtcNow();
        var auditId = Guid.CreateVersion7(now).ToString();
        var clusters = selected.Sum(organization => organization.Clusters.Length);
        var evidence = await ProgressDisplay.ShowAsync(
            environment,
            $"Auditing {clusters} {(clusters == 1 ? "cluster" : "clusters")}",
            progress => clouds.Collector.CollectAsync(new CollectionRequest { AuditId = auditId, Organizations = selected, Progress = progress }, cancellationToken)).ConfigureAwait(false);
        return [.. selected.Select(organization => new AuditEvidence
        {
            SchemaVersion = AuditEvidence.CurrentSchemaVersion,
            AuditId = auditId,
            AuditedAt = now,
            Parameters = new AuditParameters { RetentionDays = settings.RetentionDays ?? AuditParameters.DefaultRetentionDays },
            Organization = organization,
            // Over the whole inventory: a key that is shared with a cluster outside of the selection is shared all the same.
            SharedKeys = SharedKeyFinder.Find(inventory, organization),
            LeftOut = Selection.LeftOut(inventory.Organizations.First(whole => whole.Id == organization.Id), organization),
            Clouds = CamundaScope.WithoutOthers(evidence[organization.Id], inventory, organization.Id),
        })];
    }

    public ValueTask DisposeAsync() => clouds.DisposeAsync();
}
