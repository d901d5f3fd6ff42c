using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>Every route, and how it is requested. A route that is not here fails <see cref="RouteTableTests"/>, and one that is here is tested as somebody else's customer.</summary>
internal sealed record RouteCase(string Name, HttpMethod Method, Func<Things, string> Path)
{
    /// <summary>Anybody may ask, with or without a credential.</summary>
    public int? StatusForAnybody { get; init; }

    /// <summary>What a good caller gets.</summary>
    public int StatusForOwner { get; init; } = 200;

    /// <summary>The body of a good request; null for none.</summary>
    public string? Body { get; init; }

    public HttpContent? Content => Body is null ? null : new StringContent(Body, System.Text.Encoding.UTF8, "application/json");

    /// <summary>Every caller may call it, and no organization is in its path.</summary>
    public bool IsForEveryCaller { get; init; }

    /// <summary>Only operators may call it, and no organization is in its path.</summary>
    public bool IsOfOperators => Name.Contains("Operator", StringComparison.Ordinal);

    /// <summary>The key of a good caller.</summary>
    public string GoodKey => IsOfOperators ? Fleet.OperatorKey : Fleet.AcmeKey;

    public override string ToString() => Name;
}

internal static class RouteTable
{
    public static IReadOnlyDictionary<string, RouteCase> All { get; } = new RouteCase[]
    {
        new("StartAudit", HttpMethod.Post, things => $"/api/organizations/{things.Organization}/audits") { StatusForOwner = 202 },
        new("GetAudit", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/audits/{things.Audit}"),
        new("ListBatches", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/audits/{things.Audit}/batches"),
        new("ListReports", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/reports"),
        new("DownloadReport", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/reports/{things.Report}/json"),
        new("ListOrganizations", HttpMethod.Get, _ => "/api/organizations") { IsForEveryCaller = true },
        new("GetOverview", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/overview"),
        new("GetCluster", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/clusters/{things.Cluster}"),
        new("ListWaivers", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/waivers"),
        new("ListRules", HttpMethod.Get, _ => "/api/rules") { IsForEveryCaller = true },
        new("GetRule", HttpMethod.Get, _ => "/api/rules/KMS-1") { IsForEveryCaller = true },
        new("ListClusters", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/clusters"),
        new("ClusterReport", HttpMethod.Post, things => $"/api/organizations/{things.Organization}/clusters/{things.Cluster}/report"),
        new("ListTrail", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/trail"),
        new("ListKeys", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/keys"),
        new("MakeKey", HttpMethod.Post, things => $"/api/organizations/{things.Organization}/keys") { StatusForOwner = 201 },
        new("RevokeKey", HttpMethod.Delete, things => $"/api/organizations/{things.Organization}/keys/{things.Key}") { StatusForOwner = 204 },
        new("ListNotificationEndpoints", HttpMethod.Get, things => $"/api/organizations/{things.Organization}/notifications"),
        new("MakeNotificationEndpoint", HttpMethod.Post, things => $"/api/organizations/{things.Organization}/notifications") { StatusForOwner = 201, Body = Fleet.Endpoint },
        new("RevokeNotificationEndpoint", HttpMethod.Delete, things => $"/api/organizations/{things.Organization}/notifications/{things.Endpoint}") { StatusForOwner = 204 },
        new("TestNotificationEndpoint", HttpMethod.Post, things => $"/api/organizations/{things.Organization}/notifications/{things.TestedEndpoint}/test"),
        new("ListOperatorKeys", HttpMethod.Get, _ => "/api/operators/keys"),
        new("MakeOperatorKey", HttpMethod.Post, _ => "/api/operators/keys") { StatusForOwner = 201 },
        new("RevokeOperatorKey", HttpMethod.Delete, things => $"/api/operators/keys/{things.OperatorKey}") { StatusForOwner = 204 },
        new("GetCalendar", HttpMethod.Get, things => $"/api/calendar/{things.Calendar}/calendar.ics") { StatusForAnybody = 200 },
        new("KeyPolicyChanged", HttpMethod.Post, _ => "/api/webhooks/key-policy") { StatusForAnybody = 401 },
        new("HealthLive", HttpMethod.Get, _ => "/api/health/live") { StatusForAnybody = 200 },
        new("HealthReady", HttpMethod.Get, _ => "/api/health/ready") { StatusForAnybody = 200 },
        new("PublicKeys", HttpMethod.Get, _ => "/.well-known/atrest-keys.json") { StatusForAnybody = 200 },
        new("OpenApi", HttpMethod.Get, _ => "/api/openapi.json") { StatusForAnybody = 200 },
    }.ToDictionary(route => route.Name);

    public static TheoryData<string> OfCallers => [.. All.Values.Where(route => route.StatusForAnybody is null).Select(route => route.Name)];

    /// <summary>Those that some callers may not call.</summary>
    public static TheoryData<string> OfSomeCallers => [.. All.Values.Where(route => route.StatusForAnybody is null && !route.IsForEveryCaller).Select(route => route.Name)];

    public static TheoryData<string> OfOrganizations => [.. All.Values.Where(route => route.StatusForAnybody is null && !route.IsOfOperators && !route.IsForEveryCaller).Select(route => route.Name)];

    public static TheoryData<string> OfAnybody => [.. All.Values.Where(route => route.StatusForAnybody is not null).Select(route => route.Name)];

    public static TheoryData<string> OfAll => [.. All.Keys];
}
