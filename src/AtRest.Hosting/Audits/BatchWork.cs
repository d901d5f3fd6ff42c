using System.Collections.Frozen;
using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Telemetry;

namespace AtRest.Hosting.Audits;

/// <summary>Collects the evidence of a batch, or records why there is none.</summary>
internal sealed class BatchWork(
    IInventorySource inventories, IEvidenceCollector collector, HostSettings settings, AtRestMeters meters, AtRestActivities activities, TimeProvider time)
{
    private const string Vanished = "The cluster was removed from the inventory after the audit was started and before it was read. To audit it, declare it in the inventory again.";

    /// <exception cref="InventoryException">There is no usable inventory.</exception>
    public async Task<AuditEvidence> CollectAsync(AuditManifest manifest, AuditBatch batch, CancellationToken cancellationToken)
    {
        using var activity = activities.Batch(manifest.Order.AuditId, manifest.Order.OrganizationId, batch.Clusters.Length);
        var started = time.GetTimestamp();
        try
        {
            var result = await CollectNowAsync(manifest, batch, cancellationToken);
            meters.BatchCollected(time.GetElapsedTime(started));
            return result;
        }
        catch (Exception exception)
        {
            meters.BatchCollected(time.GetElapsedTime(started), exception);
            AtRestActivities.Fail(activity, exception);
            throw;
        }
    }

    /// <summary>The result of a batch that was given up.</summary>
    public AuditEvidence GiveUp(AuditManifest manifest, AuditBatch batch, string cause) => Begin(manifest) with
    {
        Organization = manifest.Frame.Organization with { Clusters = [], Waivers = [], Camunda = null },
        NotEvaluated = [.. batch.Clusters.Select(id => new NotEvaluatedCluster { ClusterId = id, Cause = cause })],
        Clouds = batch.AsksCamunda ? WithoutCamunda(manifest, cause) : new CloudEvidence(),
    };

    private async Task<AuditEvidence> CollectNowAsync(AuditManifest manifest, AuditBatch batch, CancellationToken cancellationToken)
    {
        // The plan fixes what is judged. But a customer who left is no longer read, and other customers' clusters are taken from the current inventory.
        var inventory = await inventories.ReadAsync(cancellationToken);
        var now = inventory.Organizations.FirstOrDefault(organization => organization.Id == manifest.Order.OrganizationId);
        var present = (now?.Clusters ?? []).Select(cluster => cluster.Id).Intersect(batch.Clusters, StringComparer.Ordinal).ToFrozenSet(StringComparer.Ordinal);
        var organization = AuditScope.Narrow(manifest.Frame.Organization, present) with { Camunda = batch.AsksCamunda ? manifest.Frame.Organization.Camunda : null };
        var result = Begin(manifest) with
        {
            Organization = organization,
            NotEvaluated = [.. batch.Clusters.Where(id => !present.Contains(id)).Select(id => new NotEvaluatedCluster { ClusterId = id, Cause = Vanished })],
        };
        if (now is null)
        {
            return result with { Clouds = batch.AsksCamunda ? WithoutCamunda(manifest, Vanished) : new CloudEvidence() };
        }

        var request = new CollectionRequest { AuditId = manifest.Order.AuditId, Organizations = [organization], KnownAccounts = AuditScope.KnownAccounts(inventory) };
        var clouds = await collector.CollectAsync(request, cancellationToken);
        return result with { Clouds = CamundaScope.WithoutOthers(clouds[organization.Id], inventory, organization.Id) };
    }

    private static AuditEvidence Begin(AuditManifest manifest) => manifest.Frame with { SharedKeys = [], LeftOut = [] };

    private CloudEvidence WithoutCamunda(AuditManifest manifest, string cause)
    {
        return new CloudEvidence(new CamundaSlice { Camunda = new CamundaEvidence { Clusters = Absent<CamundaClusters>("camunda:GET /clusters"), Regions = Absent<CamundaRegions>("camunda:GET /clusters/parameters") } });

        Collected<T> Absent<T>(string source)
            where T : class => new()
            {
                Source = source,
                Resource = settings.Clouds.Camunda.Api,
                CollectedAt = manifest.Frame.AuditedAt,
                Absence = new Absence { Kind = AbsenceKind.NotAttempted, Cause = $"Camunda's API was not called. {cause}", Remedy = "Start another audit." },
            };
    }
}
