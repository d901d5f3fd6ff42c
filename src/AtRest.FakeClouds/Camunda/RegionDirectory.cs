using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Camunda;

/// <summary>The regions that Camunda offers, named as its API names them.</summary>
internal sealed class RegionDirectory(IReadOnlyList<FakeCamundaRegion>? given)
{
    // https://docs.camunda.io/docs/components/saas/regions/
    private static readonly FakeCamundaRegion[] Documented =
    [
        Region("AWS", "Frankfurt, Europe (eu-central-1)"), Region("AWS", "Ireland, Europe (eu-west-1)"), Region("AWS", "Paris, Europe (eu-west-3)"),
        Region("AWS", "Ohio, North America (us-east-2)"), Region("AWS", "Virginia, North America (us-east-1)"), Region("AWS", "Oregon, North America (us-west-2)"),
        Region("AWS", "Singapore, Asia (ap-southeast-1)"), Region("AWS", "Jakarta, Asia (ap-southeast-3)"),
        Region("GCP", "Belgium, Europe (europe-west1)"), Region("GCP", "London, Europe (europe-west2)"), Region("GCP", "Germany, Europe (europe-west3)"),
        Region("GCP", "Iowa, North America (us-central1)"), Region("GCP", "South Carolina, North America (us-east1)"), Region("GCP", "Salt Lake City, North America (us-west1)"),
        Region("GCP", "Toronto, North America (northamerica-northeast2)"), Region("GCP", "Montreal, North America (northamerica-northeast1)"),
        Region("GCP", "Singapore, Asia (asia-southeast1)"), Region("GCP", "Taiwan, Asia (asia-east1)"),
        Region("GCP", "Sydney, Australia (australia-southeast1)"), Region("GCP", "Melbourne, Australia (australia-southeast2)"),
    ];

    private readonly IReadOnlyList<FakeCamundaRegion> regions = given ?? Documented;

    /// <summary>The region with a name or code, as a cluster refers to it. A region that is not offered still has its name.</summary>
    public JsonObject Reference(string nameOrCode)
    {
        FakeCamundaRegion region = regions.FirstOrDefault(candidate => candidate.Name == nameOrCode || candidate.Name.EndsWith($"({nameOrCode})", StringComparison.Ordinal))
            ?? new FakeCamundaRegion { Name = nameOrCode };
        return new JsonObject { ["uuid"] = UuidOf(region), ["name"] = region.Name };
    }

    public JsonArray List() => [.. regions.Select(region => (JsonNode)JsonShapes.WithoutNulls(new JsonObject
    {
        ["uuid"] = UuidOf(region),
        ["name"] = region.Name,
        ["provider"] = region.Provider,
        ["backups"] = new JsonArray(),
    }))];

    private static string UuidOf(FakeCamundaRegion region) => region.Uuid ?? StableIds.Uuid($"region\n{region.Name}");

    private static FakeCamundaRegion Region(string provider, string name) => new() { Name = name, Provider = provider };
}
