using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>Every route, and how it is requested. A route that is not here fails <see cref="RouteTableTests"/>, and one that is here is tested as somebody else's customer.</summary>
internal sealed record RouteCase(string Name, HttpMethod Method, Func<Things, string> Path)
{
    /// <summary>Anybody may ask, with or without a credential.</summary>
    public int? StatusForAnybody { get; init; }

    /// <summary>What a good caller gets.</summary>
    public int StatusForOwner { get; init; } = 200;

    public override string ToString() => Name;
}

internal static class RouteTable
{
    public static IReadOnlyDictionary<string, RouteCase> All { get; } = new RouteCase[]
    {
        new("StartAudit", HttpMethod.Post, things => $"/api/organizations/{things.Organization}/audits") { StatusForOwner = 202 },
        new("GetAudit", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/audits/{things.Audit}"),
        new("ListReports", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/reports"),
        new("DownloadReport", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/reports/{things.Report}/json"),
        new("ListClusters", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/clusters"),
        new("ClusterReport", HttpMethod.Post, things => $"/api/organizations/{things.Organization}/clusters/{things.Cluster}/report"),
        new("KeyPolicyChanged", HttpMethod.Post, _ => "/api/webhooks/key-policy") { StatusForAnybody = 401 },
        new("HealthLive", HttpMethod.Get, _ => "/api/health/live") { StatusForAnybody = 200 },
        new("HealthReady", HttpMethod.Get, _ => "/api/health/ready") { StatusForAnybody = 200 },
        new("PublicKeys", HttpMethod.Get, _ => "/.well-known/atrest-keys.json") { StatusForAnybody = 200 },
        new("OpenApi", HttpMethod.Get, _ => "/api/openapi.json") { StatusForAnybody = 200 },
    }.ToDictionary(route => route.Name);

    public static TheoryData<string> OfCallers => [.. All.Values.Where(route => route.StatusForAnybody is null).Select(route => route.Name)];

    public static TheoryData<string> OfAnybody => [.. All.Values.Where(route => route.StatusForAnybody is not null).Select(route => route.Name)];

    public static TheoryData<string> OfAll => [.. All.Keys];
}
