namespace AtRest.Hosting.Tests.Api.Support;

/// <summary>What a customer has that another one must not see.</summary>
internal sealed record Things(string Organization, string Cluster, string Report, string Audit)
{
    /// <summary>Nothing that there is.</summary>
    public static Things None { get; } = new("nobody", "44444444-4444-4444-8444-444444444444", "55555555-5555-4555-8555-555555555555", "66666666-6666-4666-8666-666666666666");

    /// <summary>Audits a cluster, so that there is a report.</summary>
    public static async Task<Things> MakeAsync(ApiServer server, string organization, string cluster, string key)
    {
        var audited = await server.SendAsync(HttpMethod.Post, $"/api/organizations/{organization}/clusters/{cluster}/report", key);
        ((int)audited.Status).ShouldBe(200, audited.Body + server.Log.Text);
        var report = (await server.GetAsync($"/api/organizations/{organization}/reports", key)).Json.GetProperty("reports")[0];
        return new Things(organization, cluster, report.GetProperty("id").GetString()!, report.GetProperty("auditId").GetString()!);
    }
}
