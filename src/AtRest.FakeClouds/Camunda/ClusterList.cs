using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Camunda;

/// <summary>The response to <c>GET /clusters</c>, including members that AtRest does not read.</summary>
internal sealed class ClusterList(World world, RegionDirectory regions)
{
    private readonly ConcurrentDictionary<string, int> calls = new();

    public JsonArray Of(FakeCamundaOrganization organization)
    {
        int call = calls.AddOrUpdate(organization.ClientId, 1, (_, before) => before + 1);
        return [.. organization.Clusters
            .Where(cluster => call >= cluster.FromCall && call <= (cluster.UntilCall ?? int.MaxValue))
            .Select(cluster => (JsonNode)Entry(cluster, organization))];
    }

    private JsonObject Entry(FakeCamundaCluster cluster, FakeCamundaOrganization organization)
    {
        JsonObject entry = JsonShapes.WithoutNulls(new JsonObject
        {
            ["uuid"] = cluster.Uuid,
            ["name"] = cluster.Name,
            ["ownerId"] = StableIds.Uuid(organization.ClientId),
            ["created"] = world.At(cluster.Created).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["autoUpdate"] = true,
            ["channel"] = Named("Stable"),
            ["generation"] = Named("Camunda 8.9+gen4"),
            ["region"] = regions.Reference(cluster.Region),
            ["backupRegion"] = cluster.BackupRegion is { } backup ? regions.Reference(backup) : null,
            ["planType"] = Named("G3-S"),
            ["links"] = new JsonObject { ["zeebe"] = $"{cluster.Uuid}.bru-2.zeebe.camunda.io" },
            ["status"] = new JsonObject { ["ready"] = cluster.Status, ["zeebeStatus"] = cluster.Status, ["connectorsStatus"] = cluster.Status },
            ["encryption"] = JsonShapes.WithoutNulls(new JsonObject
            {
                ["type"] = cluster.EncryptionType,
                ["primaryKeyArn"] = cluster.PrimaryKeyArn,
                ["secondaryKeyArn"] = cluster.SecondaryKeyArn,
                ["status"] = cluster.EncryptionStatus.Length > 0 ? cluster.EncryptionStatus : null,
            }),
        });
        foreach ((string name, JsonNode? value) in cluster.Replace ?? [])
        {
            entry[name] = value?.DeepClone();
        }

        return entry;
    }

    private static JsonObject Named(string name) => new() { ["uuid"] = StableIds.Uuid(name), ["name"] = name };
}
