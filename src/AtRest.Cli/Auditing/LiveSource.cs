using System.Collections.Immutable;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Auditing;

/// <summary>Reads the evidence from the clouds.</summary>
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
        var occasion = new AuditOccasion
        {
            AuditId = Guid.CreateVersion7(now).ToString(),
            AuditedAt = now,
            Parameters = new AuditParameters { RetentionDays = settings.RetentionDays ?? AuditParameters.DefaultRetentionDays },
            Demo = settings.Demo,
            OrderedBy = new AuditOrderer { Cause = OrderCause.CommandLine, Name = environment.User },
        };
        if (LookupCost.Of(selected, clouds.LookupEvents) is { } cost)
        {
            await environment.Error.WriteLineAsync(cost);
        }

        var clusters = selected.Sum(organization => organization.Clusters.Length);
        var evidence = await ProgressDisplay.ShowAsync(
            environment,
            $"Auditing {clusters} declared {(clusters == 1 ? "cluster" : "clusters")}",
            progress => clouds.Collector.CollectAsync(new CollectionRequest { AuditId = occasion.AuditId, Organizations = selected, KnownAccounts = AuditScope.KnownAccounts(inventory), Progress = progress }, cancellationToken));
        return [.. selected.Select(organization => AuditScope.Begin(inventory, organization, occasion) with
        {
            Clouds = CamundaScope.WithoutOthers(evidence[organization.Id], inventory, organization.Id),
        })];
    }

    public ValueTask DisposeAsync() => clouds.DisposeAsync();
}
